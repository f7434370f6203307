namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A payload without registered type information.</summary>
internal sealed record UnregisteredPayload(string Task);
