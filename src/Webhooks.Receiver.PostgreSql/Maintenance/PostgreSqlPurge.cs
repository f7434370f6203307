using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Purges expired keys and settled items, in batches with pauses. While there is nothing to purge, a statement in ten seconds at most.
/// </summary>
internal sealed class PostgreSqlPurge(
    PostgreSqlCalls calls, PostgreSqlSettings settings, IOptions<WebhookInboxOptions> options, TimeProvider timeProvider,
    ILogger<PostgreSqlPurge> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _keysInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _busyPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _idlePause = TimeSpan.FromSeconds(10);

    private readonly string _items = PurgeSql.Items(settings.Schema);
    private readonly string _beginKeys = PurgeSql.BeginKeys(settings.Schema);
    private readonly string _keys = PurgeSql.Keys(settings.Schema);

    /// <summary>Purges all that has ended now. Returns the number of removed rows.</summary>
    /// <param name="idlePause">The pause after a statement that found nothing to do.</param>
    /// <param name="keysInterval">The keys are left out if a process went through them within this time.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<long> PurgeAsync(TimeSpan idlePause, TimeSpan keysInterval, CancellationToken cancellationToken)
    {
        long removed = 0;
        removed += await PurgeItemsAsync(1, options.Value.ProcessedRetention, idlePause, cancellationToken).ConfigureAwait(false);
        removed += await PurgeItemsAsync(2, options.Value.DeadRetention, idlePause, cancellationToken).ConfigureAwait(false);
        return removed + await PurgeKeysAsync(idlePause, keysInterval, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool isLogged = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            await ((Task)Task.Delay(_interval, timeProvider, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await PurgeAsync(_idlePause, _keysInterval, stoppingToken).ConfigureAwait(false);
                isLogged = false;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isLogged)
                {
                    Log.PurgeFailed(logger, e);
                    isLogged = true;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private Task<long> PurgeItemsAsync(long state, TimeSpan retention, TimeSpan idlePause, CancellationToken cancellationToken) =>
        PurgeAllAsync(_items, () => [Parameter.Number(state), Parameter.Time(retention)], idlePause, cancellationToken);

    private async Task<long> PurgeKeysAsync(TimeSpan idlePause, TimeSpan keysInterval, CancellationToken cancellationToken)
    {
        long removed = 0;
        long pages = await calls.QueryAsync(
            _beginKeys, [Parameter.Time(keysInterval)], static row => row?.GetInt64(0) ?? 0, cancellationToken).ConfigureAwait(false);
        for (long page = 0; page < pages; page += PurgeSql.Pages)
        {
            long first = page;
            removed += await PurgeAllAsync(_keys, () => [Parameter.Number(first)], idlePause, cancellationToken).ConfigureAwait(false);
        }

        return removed;
    }

    private async Task<long> PurgeAllAsync(
        string sql, Func<Npgsql.NpgsqlParameter[]> getParameters, TimeSpan idlePause, CancellationToken cancellationToken)
    {
        for (long removed = 0; ;)
        {
            long batch = await calls.QueryAsync(sql, getParameters(), static row => row!.GetInt64(0), cancellationToken).ConfigureAwait(false);
            removed += batch;
            await Task.Delay(batch == 0 ? idlePause : _busyPause, timeProvider, cancellationToken).ConfigureAwait(false);
            if (batch < PurgeSql.BatchSize)
            {
                return removed;
            }
        }
    }
}
