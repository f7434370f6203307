namespace Webhooks.Receiver.Catalog;

/// <summary>An event of any sender that sends through Svix. Its <see cref="CatalogEvent.Id"/> is signed.</summary>
public sealed class SvixEvent : CatalogEvent, IWebhookEvent<SvixEvent>
{
    /// <inheritdoc/>
    public static WebhookProvider<SvixEvent> Provider { get; } = new CatalogProvider<SvixEvent>(
        "Svix",
        StandardScheme.WithHeaders("svix"),
        Sender.Retrying(TimeSpan.FromHours(28), deadline: 15))
    {
        Id = EventText.Header("svix-id"),
    };
}
