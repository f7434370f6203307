using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>The statements on the table of keys. In a transaction that writes.</summary>
internal static class KeyTable
{
    /// <summary>The states of a key.</summary>
    public const int Claimed = 0;

    public const int Completed = 1;

    public const int InInbox = 2;

    public static IdempotencyClaim Claim(SqliteSession session, IdempotencyKey key, long now, TimeSpan lease)
    {
        long token = session.NextToken();
        using (SqliteStatement claim = session.Prepare("""
            INSERT INTO webhook_keys (key_hash, state, token, until) VALUES (?1, 0, ?2, ?3)
            ON CONFLICT (key_hash) DO UPDATE SET state = 0, token = excluded.token, until = excluded.until WHERE until <= ?4
            """))
        {
            if (claim.Bind(1, key).Bind(2, token).Bind(3, SqliteClock.Later(now, lease)).Bind(4, now).Run() > 0)
            {
                return IdempotencyClaim.Claimed(new ClaimToken(token));
            }
        }

        (int state, long until) = Read(session, key);
        return state == Claimed ? IdempotencyClaim.InProgress(TimeSpan.FromMilliseconds(until - now)) : IdempotencyClaim.Completed;
    }

    public static bool Renew(SqliteSession session, IdempotencyKey key, ClaimToken token, long until)
    {
        using SqliteStatement renew = session.Prepare(
            "UPDATE webhook_keys SET until = ?3 WHERE key_hash = ?1 AND token = ?2 AND state = 0");
        return renew.Bind(1, key).Bind(2, token.Value).Bind(3, until).Run() > 0;
    }

    public static bool Complete(SqliteSession session, IdempotencyKey key, ClaimToken token, long until)
    {
        using SqliteStatement complete = session.Prepare(
            "UPDATE webhook_keys SET state = 1, token = 0, until = ?3 WHERE key_hash = ?1 AND token = ?2 AND state = 0");
        return complete.Bind(1, key).Bind(2, token.Value).Bind(3, until).Run() > 0;
    }

    public static bool Release(SqliteSession session, IdempotencyKey key, ClaimToken token)
    {
        using SqliteStatement release = session.Prepare(
            "DELETE FROM webhook_keys WHERE key_hash = ?1 AND token = ?2 AND state = 0");
        return release.Bind(1, key).Bind(2, token.Value).Run() > 0;
    }

    /// <summary>Reads a key without the right to write.</summary>
    /// <param name="session">A session that reads.</param>
    /// <param name="key">The key.</param>
    /// <param name="now">The time.</param>
    /// <param name="turns">The claims whose handlers have a transaction open: they hold, although they cannot be renewed.</param>
    /// <returns>The state and the time that is left to it, or null: it does not exist, or its time is over.</returns>
    public static (int State, TimeSpan TimeLeft)? Find(SqliteSession session, IdempotencyKey key, long now, SqliteHandlerTurns turns)
    {
        using SqliteStatement find = session.Prepare("SELECT state, until, token FROM webhook_keys WHERE key_hash = ?1");
        if (!find.Bind(1, key).Step())
        {
            return null;
        }

        TimeSpan timeLeft = TimeSpan.FromMilliseconds((find.GetNullableInt64(1) ?? SqliteClock.Never) - now);
        return timeLeft > TimeSpan.Zero || turns.Holds(key, new ClaimToken(find.GetInt64(2))) ? ((int)find.GetInt64(0), timeLeft) : null;
    }

    /// <returns>The rest of the lease of a running claim; null if the key is not claimed.</returns>
    public static TimeSpan? FindClaim(SqliteSession session, IdempotencyKey key, long now)
    {
        using SqliteStatement find = session.Prepare("SELECT until FROM webhook_keys WHERE key_hash = ?1 AND state = 0 AND until > ?2");
        return find.Bind(1, key).Bind(2, now).Step() ? TimeSpan.FromMilliseconds(find.GetInt64(0) - now) : null;
    }

    /// <summary>Reads a key that exists.</summary>
    public static (int State, long Until) Read(SqliteSession session, IdempotencyKey key)
    {
        using SqliteStatement read = session.Prepare("SELECT state, until FROM webhook_keys WHERE key_hash = ?1");
        return read.Bind(1, key).Step()
            ? ((int)read.GetInt64(0), read.GetInt64(1))
            : throw new InvalidOperationException("A key that stood in the table is gone within one transaction.");
    }
}
