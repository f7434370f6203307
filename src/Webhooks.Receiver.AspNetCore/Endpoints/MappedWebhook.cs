namespace Webhooks.Receiver.AspNetCore;

/// <summary>A built endpoint as the receiver knows it, with what only HTTP knows.</summary>
internal sealed record MappedWebhook(WebhookEndpoint Endpoint, WebhookHttpEndpointOptions Options);
