namespace Webhooks.Receiver.PostgreSql;

/// <summary>The statements of <see cref="PostgreSqlIdempotencyStore"/>: one round trip each.</summary>
internal static class IdempotencySql
{
    /// <summary>
    /// Inserts a key, or takes over one whose lease or retention has ended. If it does neither, returns the row that was there when the
    /// statement began; none if the key was inserted since.
    /// </summary>
    public static string Claim(string schema) => $"""
        WITH claimed AS (
            INSERT INTO "{schema}".keys AS k (key_hash, state, token, until)
            VALUES ($1, 0, nextval('"{schema}".tokens'), clock_timestamp() + $2 * interval '1 microsecond')
            ON CONFLICT (key_hash) DO UPDATE SET state = 0, token = excluded.token, until = excluded.until, inbox_id = NULL
            WHERE k.until <= clock_timestamp()
            RETURNING token)
        SELECT token, NULL, NULL FROM claimed
        UNION ALL
        SELECT NULL, state, (extract(epoch FROM until - clock_timestamp()) * 1000000)::bigint FROM "{schema}".keys
        WHERE key_hash = $1 AND NOT EXISTS (SELECT FROM claimed)
        """;

    public static string Renew(string schema) => $"""
        UPDATE "{schema}".keys SET until = clock_timestamp() + $3 * interval '1 microsecond'
        WHERE key_hash = $1 AND token = $2 AND state = 0
        """;

    public static string Complete(string schema) => $"""
        UPDATE "{schema}".keys SET state = 1, until = clock_timestamp() + $3 * interval '1 microsecond'
        WHERE key_hash = $1 AND token = $2 AND state = 0
        """;

    public static string Release(string schema) => $"""
        DELETE FROM "{schema}".keys WHERE key_hash = $1 AND token = $2 AND state = 0
        """;
}
