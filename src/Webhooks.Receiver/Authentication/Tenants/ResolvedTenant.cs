namespace Webhooks.Receiver;

/// <summary>The tenant of a delivery, null if it is unknown, and the authenticator for the delivery.</summary>
internal readonly record struct ResolvedTenant(WebhookTenant? Tenant, DeliveryAuthenticator Authenticator);
