namespace Webhooks.Receiver.Tests;

/// <summary>A payload that nobody says how to read.</summary>
internal sealed record UnregisteredPayload;
