using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// What a store's tests hand to <see cref="IdempotencyStoreConformance"/>: the store, and a way to let its time pass. Derive from
/// it once per store.
/// </summary>
/// <remarks>
/// Cases use fresh keys, so one fixture may serve them all, one after the other, and the store need not be empty. Cases run
/// against one fixture at the same time would move each other's clock. What the fixture makes it also disposes of.
/// </remarks>
public abstract class IdempotencyStoreFixture : IAsyncDisposable
{
    /// <summary>How many operations the races start at once; at least two. Stay below the size of a connection pool.</summary>
    /// <value>8.</value>
    public virtual int MaxParallelism => 8;

    /// <summary>How often each race is run; above zero. More rounds find rarer faults.</summary>
    /// <value>50.</value>
    public virtual int RaceRounds => 50;

    /// <summary>Makes a store. Called once per case; giving the same one again is fine.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract ValueTask<IIdempotencyStore> CreateStoreAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Lets time pass as the store sees it: moves its clock, or sets its records back. Cases leave a minute of leeway, so that a
    /// store whose clock runs on its own may do so.
    /// </summary>
    /// <param name="time">How much; above zero, and up to some 400 days.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the data of the last store made a second time, as another process would; cases then let the rivals of a claim work
    /// through it.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The second store; null where a store is for one process, which is the default.</returns>
    public virtual ValueTask<IIdempotencyStore?> OpenSecondStoreAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IIdempotencyStore?>(null);

    /// <summary>
    /// Sets the wall clock of the store's process forward or back while no time passes. Every case that steps it steps it back.
    /// </summary>
    /// <param name="offset">How far; negative for back.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Does nothing unless overridden: right for a store that lives by a clock nobody can set.</returns>
    public virtual ValueTask StepWallClockAsync(TimeSpan offset, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Disposes of what the fixture made. Does nothing unless overridden.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
