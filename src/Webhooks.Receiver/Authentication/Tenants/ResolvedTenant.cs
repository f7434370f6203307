namespace Webhooks.Receiver;

/// <summary>The tenant of a delivery, null if it is unknown, with its secrets, and the authenticator for the delivery.</summary>
internal readonly record struct ResolvedTenant(string? Id, IReadOnlyList<string> Secrets, DeliveryAuthenticator Authenticator);
