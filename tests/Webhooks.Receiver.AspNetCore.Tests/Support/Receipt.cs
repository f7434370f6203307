namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>What a handler may return to be written as JSON.</summary>
internal sealed record Receipt(string Number);
