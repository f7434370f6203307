namespace Webhooks.Receiver;

/// <summary>
/// Shows and changes what is in the inbox: for admin pages, tools and alerts. Comes from the service collection, with a durable
/// store (<c>AddSqlite</c>, <c>AddPostgreSql</c>). Thread-safe.
/// </summary>
/// <remarks>Bodies and error messages may hold personal data: show them to those who may see it.</remarks>
public interface IWebhookInbox
{
    /// <summary>
    /// Counts the items that are pending, running or dead, and gets the time when the oldest of the first two arrived. Does not read processed
    /// items, and so is as fast however many are kept.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<WebhookInboxCounts> CountAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Counts the processed items that are still kept, one by one: the more there are, the longer it takes. For millions of them it may take
    /// longer than a store waits for its database, three seconds with PostgreSQL, and then throw.
    /// </summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<long> CountProcessedAsync(CancellationToken cancellationToken);

    /// <summary>Lists items, the oldest first, without their bodies.</summary>
    /// <param name="query">Which items.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <see cref="WebhookInboxQuery.Limit"/> is below one or above <see cref="WebhookInboxQuery.MaxLimit"/>.
    /// </exception>
    ValueTask<IReadOnlyList<WebhookInboxEntry>> ListAsync(WebhookInboxQuery query, CancellationToken cancellationToken);

    /// <summary>Gets one item with its body; null if there is none.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    ValueTask<WebhookInboxEntry?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Makes a dead item pending again, with no attempts counted. Safe to call twice: the second call changes nothing.</summary>
    /// <param name="id">The item's id.</param>
    /// <param name="cancellationToken">Stops waiting. Whether it was requeued is then unknown.</param>
    /// <returns>Whether the item was dead, and is pending now.</returns>
    ValueTask<bool> RequeueAsync(long id, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes an item that is not being handled. Its key stays completed until the idempotency retention ends: a retry by the sender
    /// is a duplicate.
    /// </summary>
    /// <param name="id">The item's id.</param>
    /// <param name="cancellationToken">Stops waiting. Whether it was deleted is then unknown.</param>
    /// <returns>False if there is no such item, or it is being handled.</returns>
    ValueTask<bool> DeleteAsync(long id, CancellationToken cancellationToken);
}
