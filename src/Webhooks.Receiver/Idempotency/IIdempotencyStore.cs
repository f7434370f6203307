namespace Webhooks.Receiver.Storage;

/// <summary>
/// Stores which events are being handled and which are completed. Every operation is atomic, also between processes that share
/// the store. Implementations are thread-safe and pass the conformance suite of the Testing package.
/// </summary>
/// <remarks>
/// A store that cannot answer throws; the sender then gets an answer that makes it try again. The store uses its own clock: the
/// caller's clock never decides whether a lease has ended.
/// </remarks>
public interface IIdempotencyStore
{
    /// <summary>Claims a key for the length of a lease, if no running claim owns it and it is not completed.</summary>
    /// <param name="key">The key; never <see langword="default"/>.</param>
    /// <param name="lease">How long the claim holds unless it is renewed; above zero.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the key was claimed is then unknown.</param>
    ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Renews the lease of a claim: it starts again from now.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">The claim's token.</param>
    /// <param name="lease">How long the claim holds from now; above zero.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the lease was renewed is then unknown.</param>
    /// <returns>False if the token is no longer the latest of this key, or the claim has been settled.</returns>
    ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Completes a claim: records that the event was handled, for the length of the retention.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">The claim's token.</param>
    /// <param name="retention">How long the key stays completed; above zero.</param>
    /// <param name="cancellationToken">Stops waiting. Whether it was recorded is then unknown.</param>
    /// <returns>
    /// True if the token is still the latest of this key, even after its lease has ended; false if the key has been claimed again
    /// since, or the claim has been settled.
    /// </returns>
    ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken);

    /// <summary>Releases a claim whose event was not handled, so that the next delivery can claim the key at once.</summary>
    /// <param name="key">The key.</param>
    /// <param name="token">The claim's token.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the claim was released is then unknown.</param>
    /// <returns>False if the token is no longer the latest of this key, or the claim has been settled.</returns>
    ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken);
}
