using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Tells other processes that deliveries were stored, and is told by them. At most one notification for each process and pause, outside
/// the transactions that store: in each of them it would cut their rate to a third. Thread-safe.
/// </summary>
internal sealed class InboxNotifications : IAsyncDisposable, IDisposable
{
    private const int MaxChannelLength = 63;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly List<Action> _subscribers = [];
    private readonly string _sender = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private readonly PostgreSqlCalls _calls;
    private readonly PostgreSqlDatabase _database;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<InboxNotifications> _logger;
    private readonly string _channel;
    private readonly string _notify;
    private InboxListener? _listener;
    private bool _isNotifying;
    private bool _isStored;

    public InboxNotifications(
        PostgreSqlCalls calls, PostgreSqlDatabase database, TimeProvider timeProvider, ILogger<InboxNotifications> logger)
    {
        _calls = calls;
        _database = database;
        _timeProvider = timeProvider;
        _logger = logger;
        _channel = GetChannel(database.Settings.Schema);
        _notify = $"SELECT pg_notify('{_channel}', $1)";
    }

    private bool IsOn => _database.HasSessions; // a pooler in transaction mode passes no notifications on

    /// <summary>Tells other processes, now or after the pause.</summary>
    public void Notify()
    {
        if (!IsOn)
        {
            return;
        }

        lock (_lock)
        {
            _isStored = true;
            if (_isNotifying)
            {
                return;
            }

            _isNotifying = true;
        }

        _ = NotifyWhileStoredAsync();
    }

    /// <summary>Tells this process too: its worker knows of deliveries that its endpoints store, and not of others.</summary>
    public void NotifyWithOwn()
    {
        CallBack();
        Notify();
    }

    /// <summary>Calls back when another process has stored deliveries, or may have while this one could not know.</summary>
    public IAsyncDisposable? Subscribe(Action onStored)
    {
        if (!IsOn)
        {
            return null;
        }

        lock (_lock)
        {
            _subscribers.Add(onStored);
            _listener ??= new InboxListener(_database, _channel, _sender, CallBack, _timeProvider, _logger);
        }

        return new InboxSubscription(() => UnsubscribeAsync(onStored));
    }

    public async ValueTask DisposeAsync()
    {
        if (TakeListener(always: true) is { } listener)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => TakeListener(always: true)?.Stop();

    /// <summary>Gets the name of the channel. A longer one than PostgreSQL allows has a hash in place of the schema.</summary>
    private static string GetChannel(string schema)
    {
        string channel = $"{schema}.inbox";
        return channel.Length <= MaxChannelLength ? channel
            : $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(schema)).AsSpan(0, 16))}.inbox";
    }

    private async Task NotifyWhileStoredAsync()
    {
        while (TryTakeStored())
        {
            try
            {
                await _calls.QueryAsync(_notify, [Parameter.Text(_sender)], static _ => true, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Log.NotifyFailed(_logger, e.Message); // other processes find the deliveries when they poll
            }

            await Task.Delay(_pause, _timeProvider, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private bool TryTakeStored()
    {
        lock (_lock)
        {
            _isNotifying = _isStored;
            _isStored = false;
            return _isNotifying;
        }
    }

    private void CallBack()
    {
        Action[] subscribers;
        lock (_lock)
        {
            subscribers = [.. _subscribers];
        }

        foreach (Action subscriber in subscribers)
        {
            subscriber();
        }
    }

    private async ValueTask UnsubscribeAsync(Action onStored)
    {
        lock (_lock)
        {
            _subscribers.Remove(onStored);
        }

        if (TakeListener(always: false) is { } listener)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    private InboxListener? TakeListener(bool always)
    {
        lock (_lock)
        {
            InboxListener? listener = always || _subscribers.Count == 0 ? _listener : null;
            _listener = listener is null ? _listener : null;
            return listener;
        }
    }
}
