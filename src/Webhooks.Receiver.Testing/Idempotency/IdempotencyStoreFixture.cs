using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// Creates a store for <see cref="IdempotencyStoreConformance"/>, and advances the store's time. Derive from it once for each
/// store.
/// </summary>
/// <remarks>
/// Cases use new keys, so one fixture can be used for all cases, one after the other, and the store need not be empty. Do not run
/// cases on one fixture at the same time: they would move each other's clock. The fixture disposes of what it creates.
/// </remarks>
public abstract class IdempotencyStoreFixture : IAsyncDisposable
{
    /// <summary>The number of operations in a race; at least two. Keep it below the size of a connection pool.</summary>
    /// <value>8.</value>
    public virtual int MaxParallelism => 8;

    /// <summary>How many times each race is run; above zero. More rounds find rarer faults.</summary>
    /// <value>50.</value>
    public virtual int RaceRounds => 50;

    /// <summary>Creates a store. Called once for each case; may return the same store again.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract ValueTask<IIdempotencyStore> CreateStoreAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Advances the store's time: moves its clock forward, or its records back. Cases have a tolerance of one minute, so that the
    /// store's clock may also run by itself.
    /// </summary>
    /// <param name="time">The time; above zero, and up to about 400 days.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the data of the last created store a second time, as another process would. The rivals of a claim then use this
    /// second store.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The second store; null, the default, if the store is for one process.</returns>
    public virtual ValueTask<IIdempotencyStore?> OpenSecondStoreAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IIdempotencyStore?>(null);

    /// <summary>
    /// Sets the wall clock of the store's process forward or back, while no time passes. Each case undoes its changes.
    /// </summary>
    /// <param name="offset">How far; negative for back.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Does nothing unless overridden, which is correct for a store that does not use the wall clock.</returns>
    public virtual ValueTask StepWallClockAsync(TimeSpan offset, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Disposes of what the fixture created. Does nothing unless overridden.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
