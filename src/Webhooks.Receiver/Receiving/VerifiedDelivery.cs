namespace Webhooks.Receiver;

/// <summary>A genuine delivery with its event, not yet claimed.</summary>
internal readonly record struct VerifiedDelivery(object Event, WebhookDelivery Delivery);
