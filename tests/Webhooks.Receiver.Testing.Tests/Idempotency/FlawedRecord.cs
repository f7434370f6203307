namespace Webhooks.Receiver.Testing.Tests;

internal sealed class FlawedRecord
{
    public FlawedState State { get; set; }

    public long Number { get; init; }

    public long Token { get; set; }

    public HashSet<long> OldTokens { get; } = [];

    public TimeSpan Lease { get; set; }

    public long ClaimedAt { get; set; }

    public long EndsAt { get; set; }
}
