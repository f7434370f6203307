namespace Webhooks.Receiver.Testing.Tests;

/// <summary>Any inbox that lives by a clock which the tests move.</summary>
internal sealed class InboxManualClockFixture(Func<TimeProvider, InboxStores> create, int raceRounds = 50) : InboxStoreFixture
{
    private readonly ManualTimeProvider _clock = new();

    public override int RaceRounds => raceRounds;

    public override ValueTask<InboxStores> CreateStoresAsync(CancellationToken cancellationToken) => ValueTask.FromResult(create(_clock));

    public override ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _clock.Advance(time);
        return ValueTask.CompletedTask;
    }

    public override ValueTask StepWallClockAsync(TimeSpan offset, CancellationToken cancellationToken)
    {
        _clock.StepWallClock(offset);
        return ValueTask.CompletedTask;
    }
}
