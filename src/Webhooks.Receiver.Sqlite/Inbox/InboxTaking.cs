using System.Text;
using System.Text.Json;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Finds due items, takes them, and renews their leases.</summary>
internal static class InboxTaking
{
    /// <summary>Whether an item is due, without a lock.</summary>
    public static bool HasDue(SqliteSession session, string endpoints, long now)
    {
        using SqliteStatement find = session.Prepare("""
            SELECT 1 FROM json_each(?1) AS e CROSS JOIN webhook_inbox AS i
            WHERE i.state = 0 AND i.provider = e.value ->> 0 AND i.endpoint = e.value ->> 1 AND i.due_at <= ?2
            LIMIT 1
            """);
        return find.Bind(1, endpoints).Bind(2, now).Step();
    }

    /// <summary>Takes the items that have been due for longest. In a transaction that writes.</summary>
    public static List<TakenItem> Take(SqliteSession session, string endpoints, int maxCount, long now, long leaseEnd)
    {
        List<TakenItem> taken = [];
        List<long> due;
        do
        {
            due = FindDue(session, endpoints, maxCount, now);
            foreach (long id in due)
            {
                if (IsNext(session, id, now))
                {
                    taken.Add(Take(session, id, leaseEnd));
                }
            }
        }
        while (taken.Count == 0 && due.Count > 0); // all were out of order, which is right now

        return taken;
    }

    public static bool Renew(SqliteSession session, IdempotencyKey key, ClaimToken token, long leaseEnd)
    {
        using SqliteStatement renew = session.Prepare("""
            UPDATE webhook_inbox SET due_at = ?3
            WHERE id = (SELECT item_id FROM webhook_keys WHERE key_hash = ?1 AND state = 2) AND token = ?2 AND token <> 0 AND state = 0
            """);
        return renew.Bind(1, key).Bind(2, token.Value).Bind(3, leaseEnd).Run() > 0;
    }

    /// <summary>Reads metadata and body of an item that is taken, and so not deleted.</summary>
    public static InboxItem ReadItem(SqliteSession session, TakenItem taken)
    {
        using SqliteStatement content = session.Prepare("SELECT metadata, body FROM webhook_content WHERE id = ?1");
        if (!content.Bind(1, taken.Id).Step())
        {
            throw new InvalidOperationException("The content of an inbox item is missing: the tables were changed by hand.");
        }

        return taken.ToItem(content.GetBytes(0).ToArray(), content.GetBytes(1).ToArray());
    }

    /// <summary>Writes pairs of provider and endpoint as JSON, in which one statement can find them all.</summary>
    public static string ToJson(IReadOnlyCollection<InboxEndpoint> endpoints)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (InboxEndpoint endpoint in endpoints)
            {
                json.WriteStartArray();
                json.WriteStringValue(endpoint.Provider);
                json.WriteStringValue(endpoint.Endpoint);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static List<long> FindDue(SqliteSession session, string endpoints, int maxCount, long now)
    {
        using SqliteStatement find = session.Prepare("""
            SELECT w.id FROM json_each(?1) AS e CROSS JOIN webhook_inbox AS w
            WHERE w.id IN (
                SELECT i.id FROM webhook_inbox AS i
                WHERE i.state = 0 AND i.provider = e.value ->> 0 AND i.endpoint = e.value ->> 1 AND i.due_at <= ?2
                ORDER BY i.due_at, i.token, i.state -- as the index has them, by id at last: the first ones are found without sorting all
                LIMIT ?3)
            ORDER BY w.due_at, w.id
            LIMIT ?3
            """);
        find.Bind(1, endpoints).Bind(2, now).Bind(3, maxCount);
        List<long> ids = [];
        while (find.Step())
        {
            ids.Add(find.GetInt64(0));
        }

        return ids;
    }

    /// <summary>Checks the order of an item; one that is out of order loses its due time to the one that is next.</summary>
    private static bool IsNext(SqliteSession session, long id, long now)
    {
        InboxGroup? group;
        using (SqliteStatement read = session.Prepare(
            "SELECT provider, endpoint, ordering_key FROM webhook_inbox WHERE id = ?1 AND ordering_key IS NOT NULL AND due_at <= ?2"))
        {
            group = read.Bind(1, id).Bind(2, now).Step() ? InboxGroup.Read(read, 0) : null;
        }

        if (group is not { } ordered || InboxOrder.IsNext(session, ordered, id, now))
        {
            return true;
        }

        InboxOrder.Update(session, ordered, now);
        return false;
    }

    private static TakenItem Take(SqliteSession session, long id, long leaseEnd)
    {
        long token = session.NextToken();
        using SqliteStatement take = session.Prepare($"""
            UPDATE webhook_inbox SET attempts = attempts + 1, token = ?2, due_at = ?3 WHERE id = ?1
            RETURNING {TakenItem.Columns}
            """);
        take.Bind(1, id).Bind(2, token).Bind(3, leaseEnd).Step();
        var item = TakenItem.Read(take);
        take.Run();
        return item;
    }
}
