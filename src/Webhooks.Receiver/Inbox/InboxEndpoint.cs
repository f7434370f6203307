namespace Webhooks.Receiver.Storage;

/// <summary>An endpoint whose inbox items a process takes.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Endpoint">The endpoint's name.</param>
public readonly record struct InboxEndpoint(string Provider, string Endpoint);
