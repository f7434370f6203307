namespace Webhooks.Receiver;

/// <summary>
/// A tenant's id or secrets cannot be used. A type of its own, since a resolver may take the id from the request: its delivery is then refused
/// like that of an unknown tenant, and a stranger causes no warning.
/// </summary>
internal sealed class UnusableTenantException(string message, string paramName) : ArgumentException(message, paramName);
