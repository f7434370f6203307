namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>The same work as the stores', as pgbench does it: no wait for anything but the server.</summary>
internal static class PgBenchScripts
{
    /// <summary>The two statements of the idempotency store. pgbench wants a name for each column.</summary>
    public static string ClaimAndComplete(string schema) => $"""
        \set id random(1, 1000000000000000000)
        WITH claimed AS (
            INSERT INTO "{schema}".keys AS k (key_hash, state, token, until)
            VALUES (sha256(convert_to(:id::text, 'UTF8')), 0, nextval('"{schema}".tokens'), clock_timestamp() + 30000000 * interval '1 microsecond')
            ON CONFLICT (key_hash) DO UPDATE SET state = 0, token = excluded.token, until = excluded.until, inbox_id = NULL
            WHERE k.until <= clock_timestamp()
            RETURNING token)
        SELECT token, NULL AS state, NULL AS rest FROM claimed
        UNION ALL
        SELECT NULL, state, (extract(epoch FROM until - clock_timestamp()) * 1000000)::bigint FROM "{schema}".keys
        WHERE key_hash = sha256(convert_to(:id::text, 'UTF8')) AND NOT EXISTS (SELECT FROM claimed) \gset
        UPDATE "{schema}".keys SET state = 1, until = clock_timestamp() + 604800000000 * interval '1 microsecond'
        WHERE key_hash = sha256(convert_to(:id::text, 'UTF8')) AND token = :token AND state = 0;

        """;

    /// <summary>A key and its row in one statement, which is one transaction.</summary>
    public static string Accept(string schema, string endpoint, byte[] body, int metadataLength) => $$"""
        \set id random(1, 1000000000000000000)
        WITH stored AS (
            INSERT INTO "{{schema}}".keys AS k (key_hash, state, token, until, inbox_id)
            VALUES (sha256(convert_to(:id::text, 'UTF8')), 2, 0, NULL, nextval('"{{schema}}".inbox_ids'))
            ON CONFLICT (key_hash) DO UPDATE SET state = 2, token = 0, until = NULL, inbox_id = excluded.inbox_id
            WHERE k.until <= clock_timestamp()
            RETURNING key_hash, inbox_id)
        INSERT INTO "{{schema}}".inbox (id, key_hash, provider, endpoint, event_type, received_at, retention, metadata, body)
        SELECT inbox_id, key_hash, 'cue', '{{endpoint}}', 'ad.click', now(), 6048000000000, '\x{{new string('2', 2 * metadataLength)}}'::bytea,
            '\x{{Convert.ToHexString(body)}}'::bytea FROM stored;

        """;
}
