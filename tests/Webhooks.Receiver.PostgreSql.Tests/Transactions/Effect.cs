namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>What a handler did.</summary>
internal sealed class Effect
{
    public long Number { get; set; }

    public required string Id { get; set; }
}
