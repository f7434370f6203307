namespace Webhooks.Receiver.Catalog;

/// <summary>Splits a body that may bring several events.</summary>
internal delegate WebhookParts BodySplit(WebhookPayload payload);
