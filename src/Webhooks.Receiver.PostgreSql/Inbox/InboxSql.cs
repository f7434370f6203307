namespace Webhooks.Receiver.PostgreSql;

/// <summary>The statements that store, renew and settle items.</summary>
internal static class InboxSql
{
    /// <summary>The kind of a retry that is not counted, beside those of InboxResultKind.</summary>
    public const long UncountedRetry = 4;

    /// <summary>
    /// Stores a group: each key that is absent or has ended, with its item. Keys are locked in one order, so that two groups do not
    /// wait for each other; ids are given in the order of arrival. Returns for each delivery, in its order, whether it was stored, or
    /// else the row of its key that was there when the statement began; null if the key was inserted since.
    /// </summary>
    public static string Accept(string schema) => $"""
        WITH arrived AS MATERIALIZED (
            SELECT d.*, nextval('"{schema}".inbox_ids') AS id
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) WITH ORDINALITY
                AS d (key_hash, provider, endpoint, tenant, event_type, ordering_key, received_at, retention, metadata, body, place)),
        present AS MATERIALIZED (
            SELECT k.key_hash, k.state, k.until, k.inbox_id FROM arrived JOIN "{schema}".keys AS k USING (key_hash)),
        stored AS (
            INSERT INTO "{schema}".keys AS k (key_hash, state, token, until, inbox_id)
            SELECT key_hash, 2, 0, NULL, id FROM arrived ORDER BY key_hash
            ON CONFLICT (key_hash) DO UPDATE SET state = 2, token = 0, until = NULL, inbox_id = excluded.inbox_id
            WHERE k.until <= clock_timestamp()
            RETURNING inbox_id),
        replaced AS (
            DELETE FROM "{schema}".inbox WHERE id IN (
                SELECT p.inbox_id FROM present AS p JOIN arrived AS a USING (key_hash) JOIN stored AS s ON s.inbox_id = a.id)),
        items AS (
            INSERT INTO "{schema}".inbox (id, key_hash, provider, endpoint, tenant, event_type, ordering_key, received_at, retention, metadata, body)
            SELECT id, key_hash, provider, endpoint, tenant, event_type, ordering_key, received_at, retention, metadata, body
            FROM arrived JOIN stored ON inbox_id = id)
        SELECT s.inbox_id IS NOT NULL, p.state, (extract(epoch FROM p.until - clock_timestamp()) * 1000000)::bigint
        FROM arrived AS a LEFT JOIN stored AS s ON s.inbox_id = a.id LEFT JOIN present AS p ON p.key_hash = a.key_hash
        ORDER BY a.place
        """;

    public static string Renew(string schema) => $"""
        UPDATE "{schema}".inbox SET due_at = clock_timestamp() + $3 * interval '1 microsecond'
        WHERE id = (SELECT inbox_id FROM "{schema}".keys WHERE key_hash = $1 AND state = 2) AND token = $2 AND state = 0
        """;

    /// <summary>Completes one item with its key. Changes one row if the token is still the latest, and none otherwise.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="keepsProcessed">Whether processed items stay; false if they are deleted at once.</param>
    public static string Complete(string schema, bool keepsProcessed) => $"""
        WITH done AS (
            {(keepsProcessed
                ? $"""UPDATE "{schema}".inbox AS i SET state = 1, token = NULL, settled_at = clock_timestamp() FROM "{schema}".keys AS k"""
                : $"""DELETE FROM "{schema}".inbox AS i USING "{schema}".keys AS k""")}
            WHERE k.key_hash = $1 AND k.state = 2 AND i.id = k.inbox_id AND i.token = $2 AND i.state = 0
            RETURNING i.id)
        UPDATE "{schema}".keys AS k SET state = 1, until = clock_timestamp() + $3 * interval '1 microsecond'
        FROM done WHERE k.key_hash = $1 AND k.inbox_id = done.id AND k.state = 2
        """;

    /// <summary>
    /// Settles a group. Kinds are those of InboxResultKind, and 4 for a retry that is not counted. Returns for each item, in its order,
    /// whether its token was still the latest.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="keepsProcessed">Whether processed items stay; false if they are deleted at once.</param>
    public static string Settle(string schema, bool keepsProcessed) => $"""
        WITH result AS MATERIALIZED (
            SELECT r.*, k.inbox_id FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY
                AS r (key_hash, token, kind, time, error_type, error_message, place)
            JOIN "{schema}".keys AS k USING (key_hash) WHERE k.state = 2),
        removed AS (
            DELETE FROM "{schema}".inbox AS i USING result AS r
            WHERE {(keepsProcessed ? "false" : "r.kind = 1")} AND i.id = r.inbox_id AND i.token = r.token AND i.state = 0
            RETURNING r.place),
        changed AS (
            UPDATE "{schema}".inbox AS i SET
                state = CASE r.kind WHEN 1 THEN 1 WHEN 3 THEN 2 ELSE 0 END,
                attempts = CASE WHEN r.kind IN (0, 4) THEN i.attempts - 1 ELSE i.attempts END,
                due_at = CASE WHEN r.kind IN (2, 4) THEN clock_timestamp() + r.time * interval '1 microsecond' ELSE clock_timestamp() END,
                token = NULL,
                error_type = coalesce(r.error_type, i.error_type),
                error_message = coalesce(r.error_message, i.error_message),
                settled_at = CASE WHEN r.kind IN (1, 3) THEN clock_timestamp() END
            FROM result AS r
            WHERE {(keepsProcessed ? "true" : "r.kind <> 1")} AND i.id = r.inbox_id AND i.token = r.token AND i.state = 0
            RETURNING r.place),
        done AS MATERIALIZED (SELECT place FROM removed UNION ALL SELECT place FROM changed),
        completed AS (
            UPDATE "{schema}".keys AS k SET state = 1, until = clock_timestamp() + r.time * interval '1 microsecond'
            FROM done JOIN result AS r USING (place)
            WHERE k.key_hash = r.key_hash AND k.state = 2 AND r.kind = 1)
        SELECT place FROM done
        """;
}
