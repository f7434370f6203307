namespace Webhooks.Receiver.Storage;

/// <summary>
/// Runs the handler of a claimed delivery and records its success: one step, so that a store can do both in one transaction. What
/// surrounds the step stays with the receiver: renewing the claim, the handler's timeout, shutdown, and releasing the claim after a
/// failure. Registered in the service collection; the default completes the claim through <see cref="IIdempotencyStore"/>. Thread-safe.
/// </summary>
public interface IDeliverySettlement
{
    /// <summary>Calls <see cref="ClaimedDelivery.HandleAsync"/> once and, if the handler succeeded, completes the claim.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the handler has to stop; the handler sees the same token. Not cancelled any more once the handler has ended.
    /// </param>
    /// <returns>
    /// <see cref="SettlementStatus.Completed"/> only after the completion is durable. An exception means that it is unknown whether
    /// the completion was recorded: the sender then tries again.
    /// </returns>
    ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken);
}
