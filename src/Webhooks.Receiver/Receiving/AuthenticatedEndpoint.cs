namespace Webhooks.Receiver;

/// <summary>An endpoint with the settings in force, and how this delivery is told to be genuine: the tenant's way where there are several.</summary>
internal readonly record struct AuthenticatedEndpoint(
    WebhookEndpoint Endpoint, EndpointSettings Settings, DeliveryAuthenticator Authenticator, SignatureHeaders Headers, string? Tenant);
