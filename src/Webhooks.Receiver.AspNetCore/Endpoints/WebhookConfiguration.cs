namespace Webhooks.Receiver.AspNetCore;

/// <summary>One <c>WithWebhook</c> call, as metadata of its endpoint.</summary>
internal sealed record WebhookConfiguration(WebhookProvider Provider, Action<WebhookEndpointOptions> Configure);
