namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// Keeps the order of items with an ordering key: of those with one key only the oldest unsettled item has a due time, and the others have
/// none. So taking due items need not look at the order of all that wait. In a transaction that writes.
/// </summary>
internal static class InboxOrder
{
    /// <summary>Whether an unsettled item with the ordering key exists.</summary>
    public static bool HasItems(SqliteSession session, InboxGroup group) => FindOldest(session, group) is not null;

    /// <summary>Whether an item is the oldest unsettled one of its ordering key, and no other is being handled.</summary>
    public static bool IsNext(SqliteSession session, InboxGroup group, long id, long now) =>
        FindOldest(session, group) == id && !FindDue(session, group, now).Exists(item => item.Id != id && item.IsLeased);

    /// <summary>
    /// Makes the oldest unsettled item due, and takes the due time from the others, unless one of them is being handled: its end calls
    /// this again. Called after each change of an item with an ordering key.
    /// </summary>
    public static void Update(SqliteSession session, InboxGroup group, long now)
    {
        List<(long Id, bool IsLeased)> due = FindDue(session, group, now);
        if (due.Exists(item => item.IsLeased) || FindOldest(session, group) is not { } oldest)
        {
            return;
        }

        foreach ((long id, _) in due.FindAll(item => item.Id != oldest))
        {
            using SqliteStatement wait = session.Prepare("UPDATE webhook_inbox SET due_at = NULL, token = 0 WHERE id = ?1");
            wait.Bind(1, id).Run();
        }

        using SqliteStatement next = session.Prepare("UPDATE webhook_inbox SET due_at = ?2 WHERE id = ?1 AND due_at IS NULL");
        next.Bind(1, oldest).Bind(2, now).Run();
    }

    private static long? FindOldest(SqliteSession session, InboxGroup group)
    {
        using SqliteStatement find = session.Prepare("""
            SELECT id FROM webhook_inbox INDEXED BY webhook_inbox_order
            WHERE state = 0 AND provider = ?1 AND endpoint = ?2 AND ordering_key = ?3
            ORDER BY id
            LIMIT 1
            """);
        return group.Bind(find).Step() ? find.GetInt64(0) : null;
    }

    /// <summary>Finds the items that have a due time: one, or two after a requeue.</summary>
    private static List<(long Id, bool IsLeased)> FindDue(SqliteSession session, InboxGroup group, long now)
    {
        using SqliteStatement find = session.Prepare("""
            SELECT id, token <> 0 AND due_at > ?4 FROM webhook_inbox INDEXED BY webhook_inbox_order_due
            WHERE state = 0 AND provider = ?1 AND endpoint = ?2 AND ordering_key = ?3 AND due_at IS NOT NULL
            """);
        group.Bind(find).Bind(4, now);
        List<(long Id, bool IsLeased)> due = [];
        while (find.Step())
        {
            due.Add((find.GetInt64(0), find.GetInt64(1) != 0));
        }

        return due;
    }
}
