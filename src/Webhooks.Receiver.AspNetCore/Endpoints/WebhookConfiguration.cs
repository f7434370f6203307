namespace Webhooks.Receiver.AspNetCore;

/// <summary>One call that configures an endpoint, such as <c>WithWebhook</c>, as metadata of it.</summary>
/// <param name="Provider">The provider that the call names; null if it names none.</param>
/// <param name="Call">The call, for messages.</param>
/// <param name="Configure">Sets the options.</param>
internal sealed record WebhookConfiguration(WebhookProvider? Provider, string Call, Action<WebhookEndpointOptions> Configure);
