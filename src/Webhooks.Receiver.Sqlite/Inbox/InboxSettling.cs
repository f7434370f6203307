using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Records the result of an attempt. In a transaction that writes.</summary>
internal static class InboxSettling
{
    /// <summary>The condition by which an item is still that of a token: ?1 is the key, ?2 the token.</summary>
    public const string IsOwned =
        "id = (SELECT item_id FROM webhook_keys WHERE key_hash = ?1 AND state = 2) AND token = ?2 AND token <> 0 AND state = 0";

    private const string Group = "id, provider, endpoint, ordering_key";

    /// <returns>Whether the token is the item's latest; else nothing is changed.</returns>
    public static bool Settle(
        SqliteSession session, IdempotencyKey key, ClaimToken token, InboxResult result, long now, bool keepProcessed)
    {
        using SqliteStatement settle = result.Kind switch
        {
            InboxResultKind.Processed when keepProcessed => session.Prepare(
                $"UPDATE webhook_inbox SET state = 1, token = 0, due_at = NULL, settled_at = ?3 WHERE {IsOwned} RETURNING {Group}")
                .Bind(3, now),
            InboxResultKind.Processed => session.Prepare($"DELETE FROM webhook_inbox WHERE {IsOwned} RETURNING {Group}"),
            InboxResultKind.Retry => session.Prepare($"""
                UPDATE webhook_inbox SET token = 0, attempts = attempts - ?6, due_at = ?3, error_type = ?4, error_message = ?5
                WHERE {IsOwned} RETURNING {Group}
                """)
                .Bind(3, SqliteClock.Later(now, result.Time)).Bind(4, result.Error!.Type).Bind(5, result.Error.Message)
                .Bind(6, result.CountsAttempt ? 0 : 1),
            InboxResultKind.Dead => session.Prepare($"""
                UPDATE webhook_inbox SET state = 2, token = 0, due_at = NULL, settled_at = ?3, error_type = ?4, error_message = ?5
                WHERE {IsOwned} RETURNING {Group}
                """)
                .Bind(3, now).Bind(4, result.Error!.Type).Bind(5, result.Error.Message),

            // Due since it arrived: it goes before those that came later.
            _ => session.Prepare($"""
                UPDATE webhook_inbox SET token = 0, attempts = attempts - 1, due_at = min(received_at, ?3) WHERE {IsOwned} RETURNING {Group}
                """)
                .Bind(3, now),
        };
        if (!settle.Bind(1, key).Bind(2, token.Value).Step())
        {
            return false;
        }

        long id = settle.GetInt64(0);
        InboxGroup? group = InboxGroup.Read(settle, 1);
        settle.Run();
        if (result.Kind == InboxResultKind.Processed)
        {
            CompleteKey(session, key, id, SqliteClock.Later(now, result.Time));
            if (!keepProcessed)
            {
                DeleteContent(session, id);
            }
        }

        if (group is { } ordered)
        {
            InboxOrder.Update(session, ordered, now);
        }

        return true;
    }

    /// <summary>Puts back an item that was taken and not handled. The attempt is not counted.</summary>
    public static bool PutBack(SqliteSession session, TakenItem item, TimeSpan delay, InboxError error, long now)
    {
        using SqliteStatement uncount = session.Prepare("UPDATE webhook_inbox SET attempts = attempts - 1 WHERE id = ?1");
        return Settle(session, item.Key, item.Token, InboxResult.Retry(delay, error), now, keepProcessed: true)
            && uncount.Bind(1, item.Id).Run() > 0;
    }

    /// <summary>Completes the key of an item, unless it has gone on without the item.</summary>
    public static void CompleteKey(SqliteSession session, IdempotencyKey key, long id, long until)
    {
        using SqliteStatement complete = session.Prepare(
            "UPDATE webhook_keys SET state = 1, until = ?3, item_id = NULL WHERE key_hash = ?1 AND state = 2 AND item_id = ?2");
        complete.Bind(1, key).Bind(2, id).Bind(3, until).Run();
    }

    public static void DeleteContent(SqliteSession session, long id)
    {
        using SqliteStatement delete = session.Prepare("DELETE FROM webhook_content WHERE id = ?1");
        delete.Bind(1, id).Run();
    }
}
