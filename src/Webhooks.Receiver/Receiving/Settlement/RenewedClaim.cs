namespace Webhooks.Receiver;

/// <summary>A claim in the care of the renewer.</summary>
internal sealed class RenewedClaim(ClaimedDelivery delivery, HandlerRun run)
{
    private const int RenewalsPerLease = 3;

    private bool _isHandlerRunning = true;

    public ClaimedDelivery Delivery => delivery;

    public HandlerRun Run => run;

    public long Interval { get; } = Math.Max(1, delivery.Lease.Ticks / RenewalsPerLease);

    /// <summary>Whether a claim found taken still matters to a handler. Renewals go on while its success is being recorded.</summary>
    public bool IsHandlerRunning
    {
        get => Volatile.Read(ref _isHandlerRunning);
        set => Volatile.Write(ref _isHandlerRunning, value);
    }

    /// <summary>When the lease ends as far as this process knows: counted from before the store was last asked. Under the renewer's lock.</summary>
    public long LeaseEndsAt { get; set; }

    /// <summary>When the next renewal is due, in the renewer's ticks and under its lock.</summary>
    public long DueAt { get; set; }
}
