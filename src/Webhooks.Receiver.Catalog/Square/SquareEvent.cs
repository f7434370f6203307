namespace Webhooks.Receiver.Catalog;

/// <summary>An event of Square, such as <c>payment.updated</c>. Its <see cref="CatalogEvent.Id"/> is signed.</summary>
public sealed class SquareEvent : CatalogEvent, IWebhookEvent<SquareEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<SquareEvent> Provider { get; } = new CatalogProvider<SquareEvent>(
        "Square",
        new SignatureScheme
        {
            Header = "x-square-hmacsha256-signature",
            Encoding = SignatureEncoding.Base64,
            SignedContent = [SignedPart.Url, SignedPart.Body],
        },
        Sender.Retrying(TimeSpan.FromHours(24), deadline: 10))
    {
        Id = EventText.Member("event_id"),
        Time = EventText.Member("created_at"),
    };
}
