namespace Webhooks.Receiver;

/// <summary>A claim in the care of the renewer.</summary>
internal sealed class RenewedClaim(ClaimedDelivery delivery, HandlerRun run)
{
    private const int RenewalsPerLease = 3;

    public ClaimedDelivery Delivery => delivery;

    public HandlerRun Run => run;

    public long Interval { get; } = Math.Max(1, delivery.Lease.Ticks / RenewalsPerLease);

    /// <summary>When the next renewal is due, in the renewer's ticks and under its lock.</summary>
    public long DueAt { get; set; }
}
