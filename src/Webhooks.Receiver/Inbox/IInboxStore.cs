namespace Webhooks.Receiver.Storage;

/// <summary>
/// Stores authenticated deliveries durably until they are handled. Shares its keys with the <see cref="IIdempotencyStore"/> of the same
/// database: a delivery that is stored here counts there as completed, and a key that is claimed or completed there is not accepted
/// here. Every operation is atomic, also between processes. Implementations are thread-safe and pass the inbox conformance suite of
/// the Testing package.
/// </summary>
/// <remarks>
/// A store that cannot answer throws. Leases, due times and retention go by the store's clock. An item is identified by the key of
/// its delivery; a key has one item at most.
/// </remarks>
public interface IInboxStore
{
    /// <summary>
    /// Stores a delivery and its key in one transaction. Nothing is stored unless the result is <see cref="InboxAcceptStatus.Accepted"/>,
    /// and then it is durable against loss of power.
    /// </summary>
    /// <param name="delivery">The delivery. Its body can be used until the returned task has completed, also after a cancellation.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the delivery was stored is then unknown.</param>
    ValueTask<InboxAcceptance> AcceptAsync(InboxDelivery delivery, CancellationToken cancellationToken);

    /// <summary>
    /// Stores several deliveries and their keys in one transaction: all whose events are neither stored nor handled yet, in their order, or none
    /// at all.
    /// </summary>
    /// <param name="deliveries">The deliveries, at least one, each with a key of its own. Their memory can be used as that of <see cref="AcceptAsync"/>.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the deliveries were stored is then unknown.</param>
    /// <returns>
    /// <see cref="InboxAcceptStatus.InProgress"/> if a running claim owns one of the keys, and <see cref="InboxAcceptStatus.Unavailable"/> if there is
    /// no room for all: none is stored then. <see cref="InboxAcceptStatus.Duplicate"/> if all were stored or handled before.
    /// </returns>
    ValueTask<InboxAcceptance> AcceptAllAsync(IReadOnlyList<InboxDelivery> deliveries, CancellationToken cancellationToken);

    /// <summary>
    /// Takes due items, the oldest first, under a lease: no other call takes them until it ends. Counts an attempt for each. Of the items
    /// with one ordering key at one endpoint only the oldest that is neither processed nor dead can be taken, and only while no other
    /// of them is leased.
    /// </summary>
    /// <param name="endpoints">The endpoints whose items are taken; others are left to other processes. Not empty.</param>
    /// <param name="maxCount">The greatest number of items; above zero.</param>
    /// <param name="lease">How long the items are taken unless renewed; above zero.</param>
    /// <param name="cancellationToken">Stops waiting. Items may then stay leased until the lease ends.</param>
    /// <returns>The items; empty if none is due.</returns>
    ValueTask<IReadOnlyList<InboxItem>> TakeAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Renews the lease of an item: it starts again from now.</summary>
    /// <param name="key">The key of the item's delivery.</param>
    /// <param name="token">The item's token.</param>
    /// <param name="lease">How long the item is taken from now; above zero.</param>
    /// <param name="cancellationToken">Stops waiting. Whether the lease was renewed is then unknown.</param>
    /// <returns>False if the token is no longer the item's latest, or the item has been settled.</returns>
    ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends the lease of an item and records the result of its attempt.</summary>
    /// <param name="key">The key of the item's delivery.</param>
    /// <param name="token">The item's token.</param>
    /// <param name="result">The result.</param>
    /// <param name="cancellationToken">Stops waiting. Whether it was recorded is then unknown.</param>
    /// <returns>
    /// True if the token is still the item's latest, even after its lease has ended; false if the item has been taken again since,
    /// settled or deleted. False changes nothing.
    /// </returns>
    ValueTask<bool> SettleAsync(IdempotencyKey key, ClaimToken token, InboxResult result, CancellationToken cancellationToken);

    /// <summary>
    /// Calls back, on any thread, when another process may have stored deliveries. A store that cannot know does nothing, as the
    /// default implementation: the inbox is polled all the same.
    /// </summary>
    /// <param name="onStored">Must not block; may be called without a reason, and at the same time by several threads.</param>
    /// <returns>Ends the subscription when it is disposed of; null if the store never calls back.</returns>
    IAsyncDisposable? Subscribe(Action onStored) => null;
}
