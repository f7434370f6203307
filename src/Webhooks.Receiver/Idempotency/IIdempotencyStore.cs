namespace Webhooks.Receiver.Storage;

/// <summary>
/// Remembers which deliveries are being handled and which have been. Every operation is atomic, also between processes where the
/// store is shared by several. Implementations are thread-safe and pass the conformance suite of the Testing package.
/// </summary>
/// <remarks>
/// A store that cannot answer throws; the delivery is then answered so that the sender tries again. Times are the store's own:
/// a caller's clock never decides whether a lease has ended.
/// </remarks>
public interface IIdempotencyStore
{
    /// <summary>Claims a key for the time of a lease, if nobody owns it and it was not completed.</summary>
    /// <param name="key">The key; never <see langword="default"/>.</param>
    /// <param name="lease">How long the claim holds unless it is renewed; above zero.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the claim was taken is then unknown.</param>
    ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Starts the lease anew, from now.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">The claim's token.</param>
    /// <param name="lease">How long the claim holds from now; above zero.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the lease was renewed is then unknown.</param>
    /// <returns>False where the token is no longer the latest of this key, or the claim has been settled.</returns>
    ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Records that the delivery was handled, and remembers it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">The claim's token.</param>
    /// <param name="retention">How long it is remembered; above zero.</param>
    /// <param name="cancellationToken">Stops waiting. Whether it was recorded is then unknown.</param>
    /// <returns>
    /// True while the token is the latest of this key, even after its lease ended; false where somebody else has claimed the key
    /// since, or the claim was settled before.
    /// </returns>
    ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Gives the key back unhandled, so that the next delivery may claim it at once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">The claim's token.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the key was given back is then unknown.</param>
    /// <returns>False where the token is no longer the latest of this key, or the claim has been settled.</returns>
    ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken);
}
