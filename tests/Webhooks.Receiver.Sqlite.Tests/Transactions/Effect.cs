namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>What a handler did.</summary>
internal sealed class Effect
{
    public required string Id { get; set; }
}
