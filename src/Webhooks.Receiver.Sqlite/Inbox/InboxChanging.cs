namespace Webhooks.Receiver.Sqlite;

/// <summary>Requeues and deletes items. In a transaction that writes.</summary>
internal static class InboxChanging
{
    public static bool Requeue(SqliteSession session, long id, long now)
    {
        using SqliteStatement requeue = session.Prepare("""
            UPDATE webhook_inbox SET state = 0, attempts = 0, token = 0, due_at = ?2, settled_at = NULL WHERE id = ?1 AND state = 2
            RETURNING provider, endpoint, ordering_key
            """);
        if (!requeue.Bind(1, id).Bind(2, now).Step())
        {
            return false;
        }

        InboxGroup? group = InboxGroup.Read(requeue, 0);
        requeue.Run();
        if (group is { } ordered)
        {
            // Where a later item is being handled, this one waits: only that item's end makes it due.
            RemoveDueTime(session, id);
            InboxOrder.Update(session, ordered, now);
        }

        return true;
    }

    /// <summary>Deletes an item that is not being handled. Its key stays completed for its retention.</summary>
    public static bool Delete(SqliteSession session, long id, long now)
    {
        using SqliteStatement delete = session.Prepare("""
            DELETE FROM webhook_inbox WHERE id = ?1 AND NOT (state = 0 AND token <> 0 AND due_at > ?2)
            RETURNING key_hash, retention, provider, endpoint, ordering_key
            """);
        if (!delete.Bind(1, id).Bind(2, now).Step())
        {
            return false;
        }

        var key = IdempotencyKey.FromBytes(delete.GetBytes(0));
        long until = Math.Min(now + delete.GetInt64(1), SqliteClock.Never);
        InboxGroup? group = InboxGroup.Read(delete, 2);
        delete.Run();
        InboxSettling.CompleteKey(session, key, id, until);
        InboxSettling.DeleteContent(session, id);
        if (group is { } ordered)
        {
            InboxOrder.Update(session, ordered, now);
        }

        return true;
    }

    private static void RemoveDueTime(SqliteSession session, long id)
    {
        using SqliteStatement remove = session.Prepare("UPDATE webhook_inbox SET due_at = NULL WHERE id = ?1");
        remove.Bind(1, id).Run();
    }
}
