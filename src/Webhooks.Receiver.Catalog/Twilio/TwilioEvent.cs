namespace Webhooks.Receiver.Catalog;

/// <summary>
/// A request of Twilio, such as the status of a message or an incoming call. Its <see cref="CatalogEvent.Id"/> is in a header that is not
/// signed.
/// </summary>
public sealed class TwilioEvent : CatalogEvent, IWebhookEvent<TwilioEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<TwilioEvent> Provider { get; } = new CatalogProvider<TwilioEvent>(
        "Twilio",
        new TwilioAuthenticator(),
        Sender.Retrying(TimeSpan.FromSeconds(15), deadline: 15))
    {
        AcceptsForms = true,
        Type = EventText.Member("EventType").Or(EventText.Member("MessageStatus")).Or(EventText.Member("SmsStatus")).Or(EventText.Member("CallStatus")),
        Id = EventText.Header("I-Twilio-Idempotency-Token"),
        Identify = e => DeliveryIdentity.FromUnsigned(e.Id),
        WithoutId = IdentityWithoutId.HashOfFields,
    };
}
