namespace Webhooks.Receiver.Tests;

/// <summary>A payload without registered type information.</summary>
internal sealed record UnregisteredPayload;
