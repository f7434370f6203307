namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>A database engine with any number of separate sets of tables, which are named. Disposing of it deletes all.</summary>
internal abstract class StoresEngine : IAsyncDisposable
{
    private int _databases;

    /// <summary>The engine's name.</summary>
    public abstract string Name { get; }

    /// <summary>How many callers claim at the same time.</summary>
    public abstract int Callers { get; }

    /// <summary>A folder for files of the benchmark.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("webhooks-stores-").FullName;

    /// <summary>A set of tables that both sides of a row may share.</summary>
    public string FirstDatabase { get; } = "database0";

    /// <summary>Returns a name that is not in use.</summary>
    public string NewDatabase() => $"database{Interlocked.Increment(ref _databases)}";

    /// <summary>Registers the stores of one set of tables.</summary>
    public abstract void AddTo(IWebhooksBuilder builder, string database);

    /// <summary>Inserts completed keys: with their retention before them, or expired. The tables exist.</summary>
    public abstract Task FillKeysAsync(string database, int count, bool areExpired, CancellationToken cancellationToken);

    public abstract Task<long> CountKeysAsync(string database, CancellationToken cancellationToken);

    /// <summary>Counts the queries of a piece of work, other than those that begin or end a transaction.</summary>
    public abstract Task<long> CountQueriesAsync(Func<Task> work, CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
