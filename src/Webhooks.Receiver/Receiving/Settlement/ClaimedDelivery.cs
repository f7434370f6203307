namespace Webhooks.Receiver;

/// <summary>A delivery whose key is claimed: verified, read, and waiting to be handled. Used by one settlement, once.</summary>
public abstract class ClaimedDelivery
{
    private protected ClaimedDelivery(WebhookDelivery delivery, ClaimToken token)
    {
        Delivery = delivery;
        Token = token;
    }

    /// <summary>The delivery.</summary>
    public WebhookDelivery Delivery { get; }

    /// <summary>What the claim is renewed, completed or released with.</summary>
    public ClaimToken Token { get; }

    /// <summary>How long the claim holds unless it is renewed.</summary>
    public TimeSpan Lease { get; internal init; }

    /// <summary>When the lease began at the latest, in ticks of the time provider: before the store was asked for the claim.</summary>
    internal long LeaseBeganAt { get; init; }

    /// <summary>How long a handled delivery is remembered.</summary>
    public TimeSpan Retention { get; internal init; }

    /// <summary>How long the handler may run before its token is cancelled; null for no limit but the host's.</summary>
    public TimeSpan? HandlerTimeout { get; internal init; }

    /// <summary>Whether the handler cannot outlive the request, so that the answer has to wait for it.</summary>
    public abstract bool EndsWithRequest { get; }

    /// <summary>
    /// Runs the handler, once. Never throws: what the handler throws is logged and becomes
    /// <see cref="HandlerStatus.Failed"/> or <see cref="HandlerStatus.Cancelled"/>. Afterwards the body is gone.
    /// </summary>
    /// <param name="cancellationToken">What the handler is given to stop by.</param>
    public abstract ValueTask<HandlerResult> HandleAsync(CancellationToken cancellationToken);
}
