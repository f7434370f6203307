using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>
/// Renews the claims of running handlers, each at a third of its lease, and cancels all of them when the host stops. One timer serves
/// all of them; it is set when none is waiting and stands still while nothing runs, so that a handler that ends at once costs none.
/// Thread-safe.
/// </summary>
internal sealed class ClaimRenewer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<HandlerRun> _runs = []; // each knows its place
    private readonly BoundedStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenRegistration _stoppingRegistration;
    private long _dueAt = long.MaxValue;
    private bool _isDisposed;

    public ClaimRenewer(BoundedStore store, HostStopping host, TimeProvider timeProvider, ILogger logger)
    {
        _store = store;
        _timeProvider = timeProvider;
        _logger = logger;
        _timer = timeProvider.CreateTimer(
            static self => ((ClaimRenewer)self!).RenewDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stopping = host.HandlerToken;
        _stoppingRegistration = _stopping.Register(static self => ((ClaimRenewer)self!).CancelAll(), this);
    }

    /// <summary>Renews the claim of a run until <see cref="Remove"/>.</summary>
    public void Add(HandlerRun run)
    {
        ClaimedDelivery delivery = run.Delivery;
        run.RenewalDueAt = delivery.LeaseBeganAt + run.RenewalInterval;
        run.LeaseEndsAt = delivery.LeaseBeganAt + delivery.Lease.Ticks;
        lock (_lock)
        {
            run.Place = _runs.Count;
            _runs.Add(run);
            if (run.RenewalDueAt < _dueAt)
            {
                Arm(run.RenewalDueAt);
            }
        }

        if (_stopping.IsCancellationRequested)
        {
            run.Cancel(); // it came too late to be among those that are cancelled
        }
    }

    public void Remove(HandlerRun run)
    {
        lock (_lock)
        {
            TryTakeOut(run);
        }
    }

    public void Dispose()
    {
        _stoppingRegistration.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }

    private void CancelAll()
    {
        HandlerRun[] all;
        lock (_lock)
        {
            all = [.. _runs];
        }

        foreach (HandlerRun run in all)
        {
            run.Cancel();
        }
    }

    private void RenewDue()
    {
        List<HandlerRun> due;
        long now = Now();
        lock (_lock)
        {
            due = _runs.FindAll(run => run.RenewalDueAt <= now);
            foreach (HandlerRun run in due)
            {
                run.RenewalDueAt = now + run.RenewalInterval;
            }

            Arm(_runs.Count == 0 ? long.MaxValue : _runs.Min(run => run.RenewalDueAt));
        }

        foreach (HandlerRun run in due)
        {
            if (now >= run.LeaseEndsAt)
            {
                Lose(run); // no renewal got through: another process may own the key by now
            }
            else
            {
                _ = RenewAsync(run, now);
            }
        }
    }

    private async Task RenewAsync(HandlerRun run, long startedAt)
    {
        WebhookDelivery delivery = run.Delivery.Delivery;
        try
        {
            bool isRenewed = await _store.RenewAsync(delivery.Key, run.Delivery.Token, run.Delivery.Lease).ConfigureAwait(false);
            if (!isRenewed)
            {
                Lose(run);
                return;
            }

            lock (_lock)
            {
                run.LeaseEndsAt = startedAt + run.Delivery.Lease.Ticks;
            }
        }
        catch (Exception e)
        {
            // The next renewal may succeed; if none does, completing tells whether the claim was taken.
            Log.RenewalFailed(_logger, e, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
        }
    }

    private void Lose(HandlerRun run)
    {
        lock (_lock)
        {
            if (!TryTakeOut(run) || !run.IsHandlerRunning)
            {
                return; // settled meanwhile
            }
        }

        WebhookDelivery delivery = run.Delivery.Delivery;
        Log.ClaimLost(_logger, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
        run.LoseClaim();
    }

    /// <summary>The last run takes the place of the one that goes.</summary>
    private bool TryTakeOut(HandlerRun run)
    {
        if (run.Place < 0)
        {
            return false;
        }

        HandlerRun last = _runs[^1];
        _runs[run.Place] = last;
        last.Place = run.Place;
        _runs.RemoveAt(_runs.Count - 1);
        run.Place = -1;
        return true;
    }

    private void Arm(long dueAt)
    {
        _dueAt = dueAt;
        if (!_isDisposed)
        {
            _timer.Change(
                dueAt == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(0, dueAt - Now())),
                Timeout.InfiniteTimeSpan);
        }
    }

    private long Now() => _timeProvider.GetElapsedTime(0).Ticks;
}
