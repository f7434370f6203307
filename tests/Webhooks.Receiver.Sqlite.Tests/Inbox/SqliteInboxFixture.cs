namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Two store instances on one file, with a clock that the suite moves. Nothing is purged.</summary>
public sealed class SqliteInboxFixture : InboxStoreFixture
{
    private readonly ManualTimeProvider _clock = new();
    private readonly DatabaseFile _file = new();
    private StoreInstance? _first;
    private StoreInstance? _second;

    /// <remarks>Each round writes to the disk several times.</remarks>
    public override int RaceRounds => 20;

    public override ValueTask<InboxStores> CreateStoresAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult((_first ??= Create()).Stores);

    public override ValueTask<InboxStores?> OpenSecondStoresAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<InboxStores?>((_second ??= Create()).Stores);

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

    private StoreInstance Create() => StoreInstance.Create(options => options.ConnectionString = _file.ConnectionString, _clock);
}
