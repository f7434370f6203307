namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A payload that nobody says how to read.</summary>
internal sealed record UnregisteredPayload(string Task);
