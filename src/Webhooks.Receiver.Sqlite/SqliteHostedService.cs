using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Checks the file and creates the tables before the server listens, and deletes what has expired while it runs.</summary>
internal sealed class SqliteHostedService(
    SqliteDatabase database, SqlitePurge purge, TimeProvider timeProvider, ILogger<SqliteHostedService> logger)
    : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan _idlePause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _busyPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _failurePause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _purging = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        database.Prepare();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _purging = Task.Run(PurgeUntilStoppedAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await ((Task)_purging.WaitAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private async Task PurgeUntilStoppedAsync()
    {
        TimeSpan pause = _idlePause;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, timeProvider, _stopping.Token).ConfigureAwait(false);
                bool hasMore = await purge.PurgePageAsync(() => Task.Delay(_busyPause, timeProvider, _stopping.Token)).ConfigureAwait(false);
                pause = hasMore ? _busyPause : _idlePause;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.PurgeFailed(logger, e);
                pause = _failurePause;
            }
        }
    }
}
