namespace Webhooks.Receiver.Testing;

/// <summary>
/// Creates the stores for <see cref="InboxStoreConformance"/>, and advances their time. Derive from it once for each database.
/// </summary>
/// <remarks>
/// Cases use new keys and endpoints, so one fixture can be used for all cases, one after the other, and the inbox need not be empty. Do not
/// run cases on one fixture at the same time, and let nothing purge or handle items meanwhile. Processed items have to be kept. The
/// fixture disposes of what it creates.
/// </remarks>
public abstract class InboxStoreFixture : IAsyncDisposable
{
    /// <summary>The number of operations in a race; at least two. Keep it below the size of a connection pool.</summary>
    /// <value>8.</value>
    public virtual int MaxParallelism => 8;

    /// <summary>How many times each race is run; above zero. More rounds find rarer faults.</summary>
    /// <value>50.</value>
    public virtual int RaceRounds => 50;

    /// <summary>Creates the stores of one process. Called once for each case; may return the same stores again.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract ValueTask<InboxStores> CreateStoresAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Advances the stores' time: moves their clock forward, or their records back. Cases have a tolerance of one minute, so that the
    /// clock may also run by itself.
    /// </summary>
    /// <param name="time">The time; above zero, and up to about 400 days.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken);

    /// <summary>
    /// Opens the data of the last created stores a second time, as another process would. Half of the operations then use these.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The second stores; null, the default, if the database is for one process.</returns>
    public virtual ValueTask<InboxStores?> OpenSecondStoresAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<InboxStores?>(null);

    /// <summary>
    /// Sets the wall clock of the stores' process forward or back, while no time passes. Each case undoes its changes.
    /// </summary>
    /// <param name="offset">How far; negative for back.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Does nothing unless overridden, which is correct for stores that do not use the wall clock.</returns>
    public virtual ValueTask StepWallClockAsync(TimeSpan offset, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Disposes of what the fixture created. Does nothing unless overridden.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
