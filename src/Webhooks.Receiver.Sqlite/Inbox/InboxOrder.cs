namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// Keeps the order of items with an ordering key: of those with one key only the oldest unsettled item has a due time, and the others have
/// none. So taking due items need not look at the order of all that wait. In a transaction that writes.
/// </summary>
internal static class InboxOrder
{
    /// <summary>Whether an unsettled item with the ordering key exists.</summary>
    public static bool HasItems(SqliteSession session, InboxGroup group)
    {
        using SqliteStatement find = session.Prepare("""
            SELECT 1 FROM webhook_inbox
            WHERE state = 0 AND provider = ?1 AND endpoint = ?2 AND ordering_key = ?3
            LIMIT 1
            """);
        return group.Bind(find).Step();
    }

    /// <summary>Whether an item is the oldest unsettled one of its ordering key, and no other is being handled.</summary>
    public static bool IsNext(SqliteSession session, InboxGroup group, long id, long now)
    {
        using SqliteStatement other = session.Prepare("""
            SELECT 1 FROM webhook_inbox
            WHERE state = 0 AND provider = ?1 AND endpoint = ?2 AND ordering_key = ?3 AND (id < ?4 OR (id > ?4 AND token <> 0 AND due_at > ?5))
            LIMIT 1
            """);
        return !group.Bind(other).Bind(4, id).Bind(5, now).Step();
    }

    /// <summary>
    /// Makes the oldest unsettled item due, and takes the due time from the others, unless one of them is being handled: its end calls
    /// this again. Called after each change of an item with an ordering key.
    /// </summary>
    public static void Update(SqliteSession session, InboxGroup group, long now)
    {
        using SqliteStatement update = session.Prepare("""
            WITH same AS (
                SELECT id, token, due_at FROM webhook_inbox
                WHERE state = 0 AND provider = ?1 AND endpoint = ?2 AND ordering_key = ?3)
            UPDATE webhook_inbox
            SET due_at = CASE WHEN id = (SELECT min(id) FROM same) THEN coalesce(due_at, ?4) END,
                token = CASE WHEN id = (SELECT min(id) FROM same) THEN token ELSE 0 END
            WHERE id IN (SELECT id FROM same WHERE due_at IS NOT NULL UNION ALL SELECT min(id) FROM same)
                AND NOT EXISTS (SELECT 1 FROM same WHERE token <> 0 AND due_at > ?4)
            """);
        group.Bind(update).Bind(4, now).Run();
    }
}
