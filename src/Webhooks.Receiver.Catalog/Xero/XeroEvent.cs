namespace Webhooks.Receiver.Catalog;

/// <summary>An event of Xero, such as <c>INVOICE.UPDATE</c>. Xero sends no id.</summary>
public sealed class XeroEvent : CatalogEvent, IWebhookEvent<XeroEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<XeroEvent> Provider { get; } = new CatalogProvider<XeroEvent>(
        "Xero",
        new SignatureScheme { Header = "x-xero-signature", Encoding = SignatureEncoding.Base64 },
        Sender.Retrying(TimeSpan.FromHours(24), deadline: 5))
    {
        Splitter = payload => WebhookParts.FromJsonArray(payload, "events"),
        StatusCodes = StatusCode.OkIfAccepted,
        IsAnsweredWithoutBody = true, // the intent to receive
        Type = EventText.From(json => EventMember.Join(json, "eventCategory", "eventType")),
        Time = EventText.Member("eventDateUtc"),
    };
}
