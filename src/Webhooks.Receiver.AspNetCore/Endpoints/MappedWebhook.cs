namespace Webhooks.Receiver.AspNetCore;

/// <summary>A built endpoint as the receiver knows it, with what only HTTP knows, and the exchange that its requests go through.</summary>
internal sealed record MappedWebhook(WebhookEndpoint Endpoint, WebhookHttpEndpointOptions Options, WebhookExchange Exchange);
