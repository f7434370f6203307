namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Two store instances on one file, with a clock that the suite moves.</summary>
public sealed class SqliteIdempotencyFixture : IdempotencyStoreFixture
{
    private readonly ManualTimeProvider _clock = new();
    private readonly DatabaseFile _file = new();
    private StoreInstance? _first;
    private StoreInstance? _second;

    /// <remarks>Each round writes to the disk several times.</remarks>
    public override int RaceRounds => 20;

    public override async ValueTask<IIdempotencyStore> CreateStoreAsync(CancellationToken cancellationToken)
    {
        _first ??= await StoreInstance.StartAsync(_file.ConnectionString, _clock);
        return _first.Idempotency;
    }

    public override async ValueTask<IIdempotencyStore?> OpenSecondStoreAsync(CancellationToken cancellationToken)
    {
        _second ??= await StoreInstance.StartAsync(_file.ConnectionString, _clock);
        return _second.Idempotency;
    }

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

    public override async ValueTask DisposeAsync()
    {
        foreach (StoreInstance instance in new[] { _first, _second }.OfType<StoreInstance>())
        {
            await instance.DisposeAsync();
        }

        _file.Dispose();
        await base.DisposeAsync();
    }
}
