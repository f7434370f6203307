namespace Webhooks.Receiver.Catalog;

/// <summary>An event of SendGrid, such as <c>delivered</c>. Its <see cref="CatalogEvent.Id"/> is signed.</summary>
public sealed class SendGridEvent : CatalogEvent, IWebhookEvent<SendGridEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<SendGridEvent> Provider { get; } = new CatalogProvider<SendGridEvent>(
        "SendGrid",
        new SignatureScheme
        {
            Algorithm = SignatureAlgorithm.EcdsaP256Sha256,
            Header = "X-Twilio-Email-Event-Webhook-Signature",
            Encoding = SignatureEncoding.Base64,
            Timestamp = SignatureTimestamp.InHeader("X-Twilio-Email-Event-Webhook-Timestamp"),
            SignedContent = [SignedPart.Timestamp, SignedPart.Body],
        },
        Sender.Retrying(TimeSpan.FromHours(24), deadline: 10))
    {
        Splitter = payload => WebhookParts.FromJsonArray(payload),
        Type = EventText.Member("event"),
        Id = EventText.Member("sg_event_id"),
        Time = EventText.Member("timestamp"),
    };
}
