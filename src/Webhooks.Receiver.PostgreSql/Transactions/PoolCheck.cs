using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Warns if the inbox's worker runs more handlers at the same time than there are connections for transactions: those without one wait, and
/// go back to the inbox when they have waited too long. Thread-safe.
/// </summary>
internal sealed class PoolCheck(PostgreSqlDatabase database, IOptions<WebhookInboxOptions> options, ILogger<PoolCheck> logger)
{
    private int _isDone;

    /// <summary>Checks once, when the first item of the inbox is handled in a transaction: most apps have none.</summary>
    public void EnsureDone()
    {
        if (Volatile.Read(ref _isDone) == 1 || Interlocked.Exchange(ref _isDone, 1) == 1)
        {
            return;
        }

        int poolSize = new NpgsqlConnectionStringBuilder(database.Handlers.ConnectionString).MaxPoolSize;
        int concurrency = options.Value.MaxConcurrency;
        bool isEnough = database.Settings.Connection is null ? poolSize > concurrency : poolSize >= concurrency; // a shared pool has the stores too
        if (!isEnough)
        {
            Log.PoolTooSmall(logger, concurrency, poolSize);
        }
    }
}
