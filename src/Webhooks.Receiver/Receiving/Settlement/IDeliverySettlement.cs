namespace Webhooks.Receiver.Storage;

/// <summary>
/// Runs the handler of a claimed delivery and records its success in one transaction. The receiver does the rest: renewal of the claim,
/// handler timeout, shutdown, and release of the claim after a failure. Registered in the service collection by a store with
/// transactions; used by endpoints with <see cref="WebhookEndpointOptions.HandleInTransaction"/>. Thread-safe.
/// </summary>
public interface IDeliverySettlement
{
    /// <summary>Calls <see cref="ClaimedDelivery.HandleAsync"/> once and, if the handler succeeded, completes the claim.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">
    /// Cancelled when the handler has to stop; the handler gets the same token. Never cancelled after the handler has ended.
    /// </param>
    /// <returns>
    /// <see cref="SettlementStatus.Completed"/> only if the completion is durable. After an exception it is unknown whether the
    /// completion was recorded, and the sender tries again.
    /// </returns>
    ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken);
}
