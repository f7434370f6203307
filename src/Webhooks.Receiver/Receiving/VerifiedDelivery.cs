namespace Webhooks.Receiver;

/// <summary>A genuine delivery with its event, not yet claimed.</summary>
internal readonly record struct VerifiedDelivery<TEvent>(TEvent Event, WebhookDelivery Delivery)
    where TEvent : class, IWebhookEvent<TEvent>;
