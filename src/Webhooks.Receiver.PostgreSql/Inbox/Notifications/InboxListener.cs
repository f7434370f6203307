using Microsoft.Extensions.Logging;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Listens on a connection of its own until it is disposed of. Opens another one when it breaks, and calls back then too, for what was
/// missed meanwhile.
/// </summary>
internal sealed class InboxListener : IAsyncDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private readonly PostgreSqlDatabase _database;
    private readonly string _channel;
    private readonly string _ownSender;
    private readonly Action _onStored;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Task _listening;

    /// <param name="database">The database.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="ownSender">The payload of this process's own notifications, which are ignored.</param>
    /// <param name="onStored">Called for each notification of another process, and after each interruption.</param>
    /// <param name="timeProvider">The clock of the pauses.</param>
    /// <param name="logger">The logger.</param>
    public InboxListener(
        PostgreSqlDatabase database, string channel, string ownSender, Action onStored, TimeProvider timeProvider, ILogger logger)
    {
        _database = database;
        _channel = channel;
        _ownSender = ownSender;
        _onStored = onStored;
        _timeProvider = timeProvider;
        _logger = logger;
        _listening = Task.Run(ListenAsync);
    }

    /// <summary>Stops, without waiting for the end.</summary>
    public void Stop() => _stopping.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        TimeSpan pause = _firstPause;
        bool isLogged = false;
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                NpgsqlConnection connection = await _database.OpenListenerAsync(_stopping.Token).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    connection.Notification += (_, notification) => CallBack(notification.Payload);
                    var listen = new NpgsqlCommand($"LISTEN \"{_channel}\"", connection);
                    await using (listen.ConfigureAwait(false))
                    {
                        await listen.ExecuteNonQueryAsync(_stopping.Token).ConfigureAwait(false);
                    }

                    CallBack(payload: null); // what was stored before is not told again
                    pause = _firstPause;
                    isLogged = false;
                    while (true)
                    {
                        await connection.WaitAsync(_stopping.Token).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (!isLogged)
                {
                    Log.ListenFailed(_logger, e.Message);
                    isLogged = true;
                }
            }

            await ((Task)Task.Delay(pause, _timeProvider, _stopping.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }
    }

    private void CallBack(string? payload)
    {
        if (payload != _ownSender)
        {
            _onStored();
        }
    }
}
