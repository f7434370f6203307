using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>Shows and changes the items of <see cref="PostgreSqlInboxStore"/>.</summary>
internal sealed class PostgreSqlInbox(PostgreSqlCalls calls, PostgreSqlSettings settings, InboxNotifications notifications) : IWebhookInbox
{
    private readonly string _count = InboxAdminSql.Count(settings.Schema);
    private readonly string _countProcessed = InboxAdminSql.CountProcessed(settings.Schema);
    private readonly string _find = InboxAdminSql.Find(settings.Schema);
    private readonly string _requeue = InboxAdminSql.Requeue(settings.Schema);
    private readonly string _delete = InboxAdminSql.Delete(settings.Schema);

    /// <inheritdoc/>
    public async ValueTask<WebhookInboxCounts> CountAsync(CancellationToken cancellationToken) =>
        await calls.QueryAsync(_count, [], ReadCounts, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<long> CountProcessedAsync(CancellationToken cancellationToken) =>
        await calls.QueryAsync(_countProcessed, [], static row => row!.GetInt64(0), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WebhookInboxEntry>> ListAsync(WebhookInboxQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, WebhookInboxQuery.MaxLimit, nameof(query));
        List<NpgsqlParameter> parameters = [Parameter.Number(query.AfterId), Parameter.Number(query.Limit)];
        string filters = string.Concat(
            AddFilter("provider", query.Provider), AddFilter("endpoint", query.Endpoint),
            AddFilter("tenant", query.Tenant), AddFilter("event_type", query.EventType));
        return await calls.QueryAllAsync(
            InboxAdminSql.List(settings.Schema, query.State, filters), [.. parameters], static row => ReadEntry(row, withBody: false),
            cancellationToken).ConfigureAwait(false);

        string AddFilter(string column, string? value)
        {
            if (value is null)
            {
                return "";
            }

            parameters.Add(Parameter.Text(value));
            return $" AND {column} = ${parameters.Count}";
        }
    }

    /// <inheritdoc/>
    public async ValueTask<WebhookInboxEntry?> FindAsync(long id, CancellationToken cancellationToken) => await calls.QueryAsync(
        _find, [Parameter.Number(id)], static row => row is null ? null : ReadEntry(row, withBody: true), cancellationToken)
        .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> RequeueAsync(long id, CancellationToken cancellationToken)
    {
        bool isRequeued = await calls.ExecuteAsync(_requeue, [Parameter.Number(id)], cancellationToken).ConfigureAwait(false) == 1;
        if (isRequeued)
        {
            notifications.NotifyWithOwn();
        }

        return isRequeued;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(long id, CancellationToken cancellationToken) =>
        await calls.QueryAsync(_delete, [Parameter.Number(id)], static row => row is not null, cancellationToken).ConfigureAwait(false);

    private static WebhookInboxCounts ReadCounts(NpgsqlDataReader? row) => new()
    {
        Pending = row!.GetInt64(0),
        Running = row.GetInt64(1),
        OldestReceivedAt = row.IsDBNull(2) ? null : new DateTimeOffset(row.GetDateTime(2)),
        Dead = row.GetInt64(3),
    };

    private static WebhookInboxEntry ReadEntry(NpgsqlDataReader row, bool withBody)
    {
        var state = (WebhookInboxState)row.GetInt32(1);
        return new WebhookInboxEntry
        {
            Id = row.GetInt64(0),
            State = state,
            Provider = row.GetString(2),
            Endpoint = row.GetString(3),
            Tenant = row.IsDBNull(4) ? null : row.GetString(4),
            EventType = row.GetString(5),
            KeyShortName = IdempotencyKey.FromBytes(row.GetFieldValue<byte[]>(6)).ShortName,
            ReceivedAt = new DateTimeOffset(row.GetDateTime(7)),
            Attempts = row.GetInt32(8),
            DueAt = state is WebhookInboxState.Pending or WebhookInboxState.Running ? new DateTimeOffset(row.GetDateTime(9)) : null,
            ErrorType = row.IsDBNull(10) ? null : row.GetString(10),
            ErrorMessage = row.IsDBNull(11) ? null : row.GetString(11),
            Body = withBody ? row.GetFieldValue<byte[]>(12) : (ReadOnlyMemory<byte>?)null,
        };
    }
}
