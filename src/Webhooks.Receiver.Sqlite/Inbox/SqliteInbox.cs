namespace Webhooks.Receiver.Sqlite;

/// <summary>Shows and changes what is in the inbox.</summary>
internal sealed class SqliteInbox(SqliteDatabase database, SqliteWriter writer, SqliteInboxChanges changes) : IWebhookInbox
{
    public ValueTask<WebhookInboxCounts> CountAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Read(session => InboxReading.Count(session, database.Clock.Now())));
    }

    public ValueTask<long> CountProcessedAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Read(InboxReading.CountProcessed));
    }

    public ValueTask<IReadOnlyList<WebhookInboxEntry>> ListAsync(WebhookInboxQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, WebhookInboxQuery.MaxLimit, nameof(query));
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Read(session => InboxReading.List(session, query, database.Clock.Now())));
    }

    public ValueTask<WebhookInboxEntry?> FindAsync(long id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(database.Read(session => InboxReading.Find(session, id, database.Clock.Now())));
    }

    public ValueTask<bool> RequeueAsync(long id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ChangeAsync(session => InboxChanging.Requeue(session, id, database.Clock.Now()), cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ChangeAsync(session => InboxChanging.Delete(session, id, database.Clock.Now()), cancellationToken);
    }

    /// <remarks>After a delete, the next item of its ordering key may be due.</remarks>
    private async ValueTask<bool> ChangeAsync(Func<SqliteSession, bool> change, CancellationToken cancellationToken)
    {
        bool isChanged = await writer.RunAsync(change, cancellationToken).ConfigureAwait(false);
        if (isChanged)
        {
            changes.SetDue();
        }

        return isChanged;
    }
}
