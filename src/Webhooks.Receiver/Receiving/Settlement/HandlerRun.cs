namespace Webhooks.Receiver;

/// <summary>
/// One run of a handler under its claim: the token it is given, why that was cancelled, and when the claim has to be renewed.
/// </summary>
internal sealed class HandlerRun : IDisposable
{
    private const int RenewalsPerLease = 3;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly ITimer? _timeout;
    private volatile bool _isClaimLost;
    private volatile bool _isHandlerRunning = true;

    public HandlerRun(ClaimedDelivery delivery, TimeProvider timeProvider)
    {
        Delivery = delivery;
        if (delivery.HandlerTimeout is { } time)
        {
            _timeout = timeProvider.CreateTimer(static run => ((HandlerRun)run!).Cancel(), this, time, Timeout.InfiniteTimeSpan);
        }
    }

    public ClaimedDelivery Delivery { get; }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether a renewal found the claim taken.</summary>
    public bool IsClaimLost => _isClaimLost;

    /// <summary>Whether a claim found taken still matters to the handler. Renewals go on while its success is being recorded.</summary>
    public bool IsHandlerRunning
    {
        get => _isHandlerRunning;
        set => _isHandlerRunning = value;
    }

    /// <summary>How long after a renewal the next one is due, in ticks.</summary>
    public long RenewalInterval => Math.Max(1, Delivery.Lease.Ticks / RenewalsPerLease);

    /// <summary>When the next renewal is due, in the renewer's ticks and under its lock.</summary>
    public long RenewalDueAt { get; set; }

    /// <summary>When the lease ends as far as this process knows: counted from before the store was last asked. Under the renewer's lock.</summary>
    public long LeaseEndsAt { get; set; }

    /// <summary>Its place among the renewed claims; below zero once it is none of them. Under the renewer's lock.</summary>
    public int Place { get; set; }

    public void LoseClaim()
    {
        _isClaimLost = true;
        Cancel();
    }

    public void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (Exception e) when (e is AggregateException or ObjectDisposedException)
        {
            // A callback that the handler registered threw, or the handler has just ended. On a timer's thread either would end
            // the process, and cancelling has done its work.
        }
    }

    public void Dispose()
    {
        _timeout?.Dispose();
        _cancellation.Dispose();
    }
}
