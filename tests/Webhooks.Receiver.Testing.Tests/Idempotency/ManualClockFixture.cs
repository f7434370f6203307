namespace Webhooks.Receiver.Testing.Tests;

/// <summary>Any store that lives by a clock which the tests move.</summary>
internal sealed class ManualClockFixture(
    Func<TimeProvider, IIdempotencyStore> create, Func<TimeProvider, IIdempotencyStore?>? openSecond = null, int raceRounds = 50)
    : IdempotencyStoreFixture
{
    private readonly ManualTimeProvider _clock = new();

    public override int RaceRounds => raceRounds;

    public override ValueTask<IIdempotencyStore> CreateStoreAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(create(_clock));

    public override ValueTask<IIdempotencyStore?> OpenSecondStoreAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(openSecond?.Invoke(_clock));

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
