namespace Webhooks.Receiver.Sqlite;

/// <summary>Reads the inbox for people.</summary>
internal static class InboxReading
{
    private const string Columns = """
        i.id, i.state, i.provider, i.endpoint, i.tenant, i.event_type, i.key_hash, i.received_at, i.attempts, i.token, i.due_at,
        i.error_type, i.error_message
        """;

    /// <remarks>Each count reads an index only. Ids grow with the time of storing: the first pending one is the oldest.</remarks>
    public static WebhookInboxCounts Count(SqliteSession session, long now)
    {
        using SqliteStatement count = session.Prepare("""
            SELECT
                (SELECT count(*) FROM webhook_inbox WHERE state = 0),
                (SELECT count(*) FROM webhook_inbox INDEXED BY webhook_inbox_due WHERE state = 0 AND due_at > ?1 AND token <> 0),
                (SELECT count(*) FROM webhook_inbox WHERE state = 2),
                (SELECT received_at FROM webhook_inbox WHERE state = 0 ORDER BY id LIMIT 1)
            """);
        count.Bind(1, now).Step();
        return new WebhookInboxCounts
        {
            Pending = count.GetInt64(0) - count.GetInt64(1),
            Running = count.GetInt64(1),
            Dead = count.GetInt64(2),
            OldestReceivedAt = ToTime(count.GetNullableInt64(3)),
        };
    }

    public static long CountProcessed(SqliteSession session)
    {
        using SqliteStatement count = session.Prepare("SELECT count(*) FROM webhook_inbox WHERE state = 1");
        count.Step();
        return count.GetInt64(0);
    }

    public static IReadOnlyList<WebhookInboxEntry> List(SqliteSession session, WebhookInboxQuery query, long now)
    {
        (string condition, int state) = query.State switch
        {
            null => ("?1 IS NOT NULL", 0),
            WebhookInboxState.Pending => ("i.state = ?1 AND NOT (i.token <> 0 AND i.due_at > ?2)", 0),
            WebhookInboxState.Running => ("i.state = ?1 AND i.token <> 0 AND i.due_at > ?2", 0),
            WebhookInboxState.Processed => ("i.state = ?1", 1),
            _ => ("i.state = ?1", 2),
        };
        using SqliteStatement list = session.Prepare($"""
            SELECT {Columns} FROM webhook_inbox AS i
            WHERE {condition} AND i.id > ?3
                AND (?4 IS NULL OR i.provider = ?4) AND (?5 IS NULL OR i.endpoint = ?5)
                AND (?6 IS NULL OR i.tenant = ?6) AND (?7 IS NULL OR i.event_type = ?7) AND ?2 IS NOT NULL
            ORDER BY i.id
            LIMIT ?8
            """);
        list.Bind(1, state).Bind(2, now).Bind(3, query.AfterId)
            .Bind(4, query.Provider).Bind(5, query.Endpoint).Bind(6, query.Tenant).Bind(7, query.EventType).Bind(8, query.Limit);
        List<WebhookInboxEntry> entries = [];
        while (list.Step())
        {
            entries.Add(ReadEntry(list, now, body: null));
        }

        return entries;
    }

    public static WebhookInboxEntry? Find(SqliteSession session, long id, long now)
    {
        using SqliteStatement find = session.Prepare(
            $"SELECT {Columns}, c.body FROM webhook_inbox AS i JOIN webhook_content AS c ON c.id = i.id WHERE i.id = ?1");
        return find.Bind(1, id).Step() ? ReadEntry(find, now, find.GetBytes(13).ToArray()) : null;
    }

    private static WebhookInboxEntry ReadEntry(SqliteStatement row, long now, byte[]? body)
    {
        long? dueAt = row.GetNullableInt64(10);
        return new WebhookInboxEntry
        {
            Id = row.GetInt64(0),
            State = row.GetInt64(1) switch
            {
                0 => row.GetInt64(9) != 0 && dueAt > now ? WebhookInboxState.Running : WebhookInboxState.Pending,
                1 => WebhookInboxState.Processed,
                _ => WebhookInboxState.Dead,
            },
            Provider = row.GetText(2),
            Endpoint = row.GetText(3),
            Tenant = row.GetNullableText(4),
            EventType = row.GetText(5),
            KeyShortName = IdempotencyKey.FromBytes(row.GetBytes(6)).ShortName,
            ReceivedAt = ToTime(row.GetInt64(7))!.Value,
            Attempts = (int)row.GetInt64(8),
            DueAt = ToTime(dueAt),
            ErrorType = row.GetNullableText(11),
            ErrorMessage = row.GetNullableText(12),
            Body = body is null ? null : (ReadOnlyMemory<byte>?)body,
        };
    }

    private static DateTimeOffset? ToTime(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
