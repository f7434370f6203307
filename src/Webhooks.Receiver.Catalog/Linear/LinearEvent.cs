namespace Webhooks.Receiver.Catalog;

/// <summary>An event of Linear, such as <c>Issue</c>. Its <see cref="CatalogEvent.Id"/> is in a header that is not signed.</summary>
public sealed class LinearEvent : CatalogEvent, IWebhookEvent<LinearEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<LinearEvent> Provider { get; } = new CatalogProvider<LinearEvent>(
        "Linear",
        new SignatureScheme
        {
            Header = "Linear-Signature",
        },
        Sender.Retrying(TimeSpan.FromHours(7.1), deadline: 5))
    {
        StatusCodes = StatusCode.OkIfAccepted,
        Id = EventText.Header("Linear-Delivery"),
        Time = EventText.Member("webhookTimestamp"),
        Identify = e => DeliveryIdentity.FromUnsigned(e.Id),
        WithoutId = IdentityWithoutId.None,
    };
}
