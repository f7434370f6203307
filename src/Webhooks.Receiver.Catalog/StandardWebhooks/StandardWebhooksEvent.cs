namespace Webhooks.Receiver.Catalog;

/// <summary>An event of any sender that follows the Standard Webhooks specification. Its <see cref="CatalogEvent.Id"/> is signed.</summary>
public sealed class StandardWebhooksEvent : CatalogEvent, IWebhookEvent<StandardWebhooksEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<StandardWebhooksEvent> Provider { get; } = new CatalogProvider<StandardWebhooksEvent>(
        "StandardWebhooks",
        StandardScheme.WithHeaders("webhook"),
        Sender.Undocumented(deadline: 15))
    {
        Id = EventText.Header("webhook-id"),
    };
}
