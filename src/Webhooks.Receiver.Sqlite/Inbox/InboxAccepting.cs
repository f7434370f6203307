using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Stores a delivery and its key. In a transaction that writes.</summary>
internal static class InboxAccepting
{
    public static InboxAcceptance Accept(SqliteSession session, InboxDelivery delivery, long now)
    {
        using (SqliteStatement key = session.Prepare("""
            INSERT INTO webhook_keys (key_hash, state, token, item_id) VALUES (?1, 2, 0, ?2)
            ON CONFLICT (key_hash) DO UPDATE SET state = 2, token = 0, until = NULL, item_id = excluded.item_id WHERE until <= ?3
            """))
        {
            if (key.Bind(1, delivery.Key).Bind(2, session.NextItemId).Bind(3, now).Run() == 0)
            {
                (int state, long until) = KeyTable.Read(session, delivery.Key);
                return state == KeyTable.Claimed
                    ? InboxAcceptance.InProgress(TimeSpan.FromMilliseconds(until - now))
                    : InboxAcceptance.Duplicate;
            }
        }

        Insert(session, session.TakeItemId(), delivery, now);
        return InboxAcceptance.Accepted;
    }

    /// <summary>Stores all deliveries whose keys are free, or none if one is claimed.</summary>
    public static InboxAcceptance AcceptAll(SqliteSession session, IReadOnlyList<InboxDelivery> deliveries, long now)
    {
        TimeSpan? claimedFor = deliveries.Max(delivery => KeyTable.FindClaim(session, delivery.Key, now));
        if (claimedFor is { } retryAfter)
        {
            return InboxAcceptance.InProgress(retryAfter);
        }

        InboxAcceptance result = InboxAcceptance.Duplicate;
        foreach (InboxDelivery delivery in deliveries)
        {
            result = Accept(session, delivery, now) == InboxAcceptance.Accepted ? InboxAcceptance.Accepted : result;
        }

        return result;
    }

    private static void Insert(SqliteSession session, long id, InboxDelivery delivery, long now)
    {
        InboxGroup? group = delivery.OrderingKey.IsEmpty
            ? null
            : new InboxGroup(delivery.Provider, delivery.Endpoint, delivery.OrderingKey.ToArray());
        bool waitsForOlder = group is { } same && InboxOrder.HasItems(session, same);
        using (SqliteStatement item = session.Prepare("""
            INSERT INTO webhook_inbox (
                id, key_hash, provider, endpoint, tenant, event_type, ordering_key, received_at, retention, state, attempts, token, due_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0, ?10)
            """))
        {
            item.Bind(1, id).Bind(2, delivery.Key)
                .Bind(3, delivery.Provider).Bind(4, delivery.Endpoint).Bind(5, delivery.Tenant).Bind(6, delivery.EventType)
                .Bind(8, delivery.ReceivedAt.ToUnixTimeMilliseconds()).Bind(9, SqliteClock.ToMilliseconds(delivery.Retention))
                .Bind(10, waitsForOlder ? null : now);
            if (group is { } ordered)
            {
                item.Bind(7, ordered.OrderingKey); // else null
            }

            item.Run();
        }

        using SqliteStatement content = session.Prepare("INSERT INTO webhook_content (id, metadata, body) VALUES (?1, ?2, ?3)");
        content.Bind(1, id).Bind(2, delivery.Metadata.Span).Bind(3, delivery.Body.Span).Run();
    }
}
