using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>
/// Renews the claims of running handlers, each at a third of its lease. One timer serves all of them; it is set when none is
/// waiting and stands still while nothing runs, so that a handler that ends at once costs none. Thread-safe.
/// </summary>
internal sealed class ClaimRenewer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<RenewedClaim> _claims = [];
    private readonly BoundedStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private long _dueAt = long.MaxValue;
    private bool _isDisposed;

    public ClaimRenewer(BoundedStore store, TimeProvider timeProvider, ILogger logger)
    {
        _store = store;
        _timeProvider = timeProvider;
        _logger = logger;
        _timer = timeProvider.CreateTimer(
            static self => ((ClaimRenewer)self!).RenewDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Renews a claim until the returned object is given back to <see cref="Remove"/>.</summary>
    public RenewedClaim Add(ClaimedDelivery delivery, HandlerRun run)
    {
        var claim = new RenewedClaim(delivery, run);
        lock (_lock)
        {
            claim.DueAt = delivery.LeaseBeganAt + claim.Interval;
            claim.LeaseEndsAt = delivery.LeaseBeganAt + delivery.Lease.Ticks;
            _claims.Add(claim);
            if (claim.DueAt < _dueAt)
            {
                Arm(claim.DueAt);
            }
        }

        return claim;
    }

    public void Remove(RenewedClaim claim)
    {
        lock (_lock)
        {
            _claims.Remove(claim);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer.Dispose();
        }
    }

    private void RenewDue()
    {
        List<RenewedClaim> due;
        long now = Now();
        lock (_lock)
        {
            due = [.. _claims.Where(claim => claim.DueAt <= now)];
            foreach (RenewedClaim claim in due)
            {
                claim.DueAt = now + claim.Interval;
            }

            Arm(_claims.Count == 0 ? long.MaxValue : _claims.Min(claim => claim.DueAt));
        }

        foreach (RenewedClaim claim in due)
        {
            if (now >= claim.LeaseEndsAt)
            {
                Lose(claim); // no renewal got through: another process may own the key by now
            }
            else
            {
                _ = RenewAsync(claim, now);
            }
        }
    }

    private async Task RenewAsync(RenewedClaim claim, long startedAt)
    {
        WebhookDelivery delivery = claim.Delivery.Delivery;
        try
        {
            bool isRenewed = await _store.RenewAsync(delivery.Key, claim.Delivery.Token, claim.Delivery.Lease).ConfigureAwait(false);
            if (!isRenewed)
            {
                Lose(claim);
                return;
            }

            lock (_lock)
            {
                claim.LeaseEndsAt = startedAt + claim.Delivery.Lease.Ticks;
            }
        }
        catch (Exception e)
        {
            // The next renewal may succeed; if none does, completing tells whether the claim was taken.
            Log.RenewalFailed(_logger, e, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
        }
    }

    private void Lose(RenewedClaim claim)
    {
        lock (_lock)
        {
            if (!_claims.Remove(claim) || !claim.IsHandlerRunning)
            {
                return; // settled meanwhile
            }
        }

        WebhookDelivery delivery = claim.Delivery.Delivery;
        Log.ClaimLost(_logger, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
        claim.Run.LoseClaim();
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
