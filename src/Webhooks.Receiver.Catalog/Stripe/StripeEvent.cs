namespace Webhooks.Receiver.Catalog;

/// <summary>An event of Stripe, such as <c>invoice.paid</c>. Its <see cref="CatalogEvent.Id"/> is signed.</summary>
public sealed class StripeEvent : CatalogEvent, IWebhookEvent<StripeEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<StripeEvent> Provider { get; } = new CatalogProvider<StripeEvent>(
        "Stripe",
        new SignatureScheme
        {
            Header = "Stripe-Signature",
            Format = SignatureFormat.List(',', "v1="),
            Timestamp = SignatureTimestamp.InSignatureList("t="),
            SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
        },
        Sender.Retrying(TimeSpan.FromDays(3), deadline: 10) with { ShortestRetryWindow = TimeSpan.FromHours(1) })
    {
        Id = EventText.Member("id"),
        Time = EventText.Member("created"),
    };
}
