using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>
/// Renews the claims of running handlers, each after a third of its lease, and cancels all handlers when the host stops. All
/// claims share one timer, which is off while no handler runs. Thread-safe.
/// </summary>
internal sealed class ClaimRenewer : IDisposable
{
    private const int RenewalsPerLease = 3;

    private readonly Lock _lock = new();
    private readonly List<ClaimedDelivery> _deliveries = []; // each stores its index
    private readonly BoundedStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly WebhookLogger _logger;
    private readonly ITimer _timer;
    private readonly CancellationToken _stopping;
    private long _dueAt = long.MaxValue;

    public ClaimRenewer(BoundedStore store, HostStopping host, TimeProvider timeProvider, WebhookLogger logger)
    {
        _store = store;
        _timeProvider = timeProvider;
        _logger = logger;
        _timer = timeProvider.CreateTimer(
            static self => ((ClaimRenewer)self!).RenewDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stopping = host.HandlerToken;
        _stopping.Register(static self => ((ClaimRenewer)self!).CancelAll(), this);
    }

    /// <summary>Renews the claim of a delivery, if it has one, until <see cref="Remove"/>. All are cancelled when the host stops.</summary>
    public void Add(ClaimedDelivery delivery)
    {
        delivery.RenewalDueAt = delivery.HasClaim ? delivery.LeaseEndsAt - delivery.Lease.Ticks + GetInterval(delivery) : long.MaxValue;
        lock (_lock)
        {
            delivery.RenewalIndex = _deliveries.Count;
            _deliveries.Add(delivery);
            if (delivery.RenewalDueAt < _dueAt)
            {
                Arm(delivery.RenewalDueAt);
            }
        }

        if (_stopping.IsCancellationRequested)
        {
            delivery.Cancel(WebhookFailureReason.HostStopping); // it was added too late to be cancelled with the others
        }
    }

    public void Remove(ClaimedDelivery delivery)
    {
        lock (_lock)
        {
            TryRemove(delivery);
        }
    }

    /// <summary>Reads the clock of <see cref="ClaimedDelivery.LeaseEndsAt"/>: monotonic, in ticks of 100 ns.</summary>
    public static long Now(TimeProvider timeProvider) => timeProvider.GetElapsedTime(0).Ticks;

    /// <summary>Ends all renewals: no claim is renewed any more, also of a handler that still runs.</summary>
    public void Dispose() => _timer.Dispose();

    private static long GetInterval(ClaimedDelivery delivery) => delivery.Lease.Ticks / RenewalsPerLease;

    private void CancelAll()
    {
        ClaimedDelivery[] all;
        lock (_lock)
        {
            all = [.. _deliveries];
        }

        foreach (ClaimedDelivery delivery in all)
        {
            delivery.Cancel(WebhookFailureReason.HostStopping);
        }
    }

    private void RenewDue()
    {
        List<ClaimedDelivery> due;
        List<ClaimedDelivery> overdue;
        long now = Now(_timeProvider);
        lock (_lock)
        {
            due = _deliveries.FindAll(delivery => delivery.RenewalDueAt <= now && !delivery.IsRenewing);
            overdue = _deliveries.FindAll(delivery => delivery.LeaseEndsAt <= now && delivery.IsRenewing);
            foreach (ClaimedDelivery delivery in _deliveries)
            {
                delivery.IsRenewing |= delivery.RenewalDueAt <= now;
                delivery.RenewalDueAt = delivery.RenewalDueAt <= now ? now + GetInterval(delivery) : delivery.RenewalDueAt;
            }

            Arm(_deliveries.Count == 0 ? long.MaxValue : _deliveries.Min(delivery => delivery.RenewalDueAt));
        }

        // The lease has ended before the store answered: another process may own the key now.
        overdue.ForEach(LoseExpired);
        due.ForEach(delivery => _ = RenewAsync(delivery, now));
    }

    /// <summary>Renews a claim, even if its lease has ended: until another delivery claims the key, the claim can go on.</summary>
    private async Task RenewAsync(ClaimedDelivery delivery, long startedAt)
    {
        WebhookDelivery about = delivery.Delivery;
        bool isRenewed = false;
        Exception? failure = null;
        try
        {
            isRenewed = await _store.RenewAsync(delivery).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }

        bool isExpired;
        lock (_lock)
        {
            delivery.IsRenewing = false;
            delivery.LeaseEndsAt = isRenewed ? startedAt + delivery.Lease.Ticks : delivery.LeaseEndsAt;
            isExpired = delivery.LeaseEndsAt <= Now(_timeProvider);
        }

        if (failure is not null)
        {
            Log.RenewalFailed(_logger, failure, about.Provider, about.Endpoint, about.Key.ShortName);
            if (isExpired)
            {
                LoseExpired(delivery);
            }
        }
        else if (!isRenewed && TryStopRenewing(delivery))
        {
            Log.ClaimLost(_logger, about.Provider, about.Endpoint, about.Key.ShortName);
            delivery.LoseClaim();
        }
    }

    private void LoseExpired(ClaimedDelivery delivery)
    {
        if (TryStopRenewing(delivery))
        {
            WebhookDelivery about = delivery.Delivery;
            Log.ClaimNotRenewed(_logger, about.Provider, about.Endpoint, about.Key.ShortName);
            delivery.LoseClaim();
        }
    }

    /// <returns>Whether the claim was still being renewed, and its handler has not ended.</returns>
    private bool TryStopRenewing(ClaimedDelivery delivery)
    {
        lock (_lock)
        {
            return TryRemove(delivery) && !delivery.HasEnded;
        }
    }

    /// <summary>Removes a delivery, and moves the last one to its index.</summary>
    private bool TryRemove(ClaimedDelivery delivery)
    {
        if (delivery.RenewalIndex < 0)
        {
            return false;
        }

        ClaimedDelivery last = _deliveries[^1];
        _deliveries[delivery.RenewalIndex] = last;
        last.RenewalIndex = delivery.RenewalIndex;
        _deliveries.RemoveAt(_deliveries.Count - 1);
        delivery.RenewalIndex = -1;
        return true;
    }

    private void Arm(long dueAt)
    {
        _dueAt = dueAt;
        _timer.Change( // no effect after it was disposed of
            dueAt == long.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(Math.Max(0, dueAt - Now(_timeProvider))),
            Timeout.InfiniteTimeSpan);
    }
}
