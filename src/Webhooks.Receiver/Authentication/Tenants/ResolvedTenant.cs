namespace Webhooks.Receiver;

/// <summary>The tenant of a delivery, null if it is unknown, and how the delivery is authenticated.</summary>
internal readonly record struct ResolvedTenant(string? Id, DeliveryAuthenticator Authenticator);
