namespace Webhooks.Receiver;

/// <summary>
/// Runs the handler of a claimed delivery and settles its claim: one step, so that a store can do both in one transaction of its
/// own. Registered in the service collection; the default settles through <see cref="IIdempotencyStore"/>. Thread-safe.
/// </summary>
public interface IDeliverySettlement
{
    /// <summary>Runs the handler and settles the claim.</summary>
    /// <param name="delivery">The delivery; its <see cref="ClaimedDelivery.HandleAsync"/> is to be called once.</param>
    /// <returns>
    /// <see cref="WebhookOutcome.Processed"/> or <see cref="WebhookOutcome.Ignored"/> only after success was recorded; else
    /// <see cref="WebhookOutcome.Failed"/>, <see cref="WebhookOutcome.ClaimLost"/> or <see cref="WebhookOutcome.Unavailable"/>.
    /// </returns>
    ValueTask<WebhookOutcome> HandleAndSettleAsync(ClaimedDelivery delivery);
}
