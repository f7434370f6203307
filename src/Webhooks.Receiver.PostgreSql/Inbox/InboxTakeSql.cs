namespace Webhooks.Receiver.PostgreSql;

/// <summary>The statements that take items. Endpoints are $1 and $2, the number $3, the lease $4.</summary>
internal static class InboxTakeSql
{
    /// <summary>So many due items are looked at for their ordering keys first: enough, unless one key has more.</summary>
    public const int FewCandidates = 1000;

    /// <summary>So many are looked at next: that costs less than looking at all ordering keys, which may wait for a retry.</summary>
    public const int ManyCandidates = 20_000;

    /// <summary>
    /// Takes items without an ordering key. A last row, whose id is null, says whether items with one are due: both in one statement, so
    /// that an idle process makes one query at each poll.
    /// </summary>
    public static string TakeUnordered(string schema) => $"""
        WITH due AS MATERIALIZED (
            SELECT d.id FROM unnest($1, $2) AS e (provider, endpoint) CROSS JOIN LATERAL (
                SELECT id, due_at FROM "{schema}".inbox AS i
                WHERE i.provider = e.provider AND i.endpoint = e.endpoint AND state = 0 AND ordering_key IS NULL AND due_at <= now()
                ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) AS d
            ORDER BY d.due_at, d.id LIMIT $3),
        taken AS (
            {Take(schema)})
        SELECT taken.*, false FROM taken
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            EXISTS (SELECT FROM unnest($1, $2) AS e (provider, endpoint) CROSS JOIN LATERAL (
                SELECT 1 FROM "{schema}".inbox AS i
                WHERE i.provider = e.provider AND i.endpoint = e.endpoint AND state = 0 AND ordering_key IS NOT NULL AND due_at <= now()
                ORDER BY due_at LIMIT 1) AS d) -- the order has the planner use the index
        """;

    /// <summary>
    /// Makes the takes of items with ordering keys wait for each other, until the transaction ends: two that did not see each other's
    /// items could take two of one key.
    /// </summary>
    public static string LockOrdered(string schema) => $"""
        SELECT pg_advisory_xact_lock(hashtextextended('webhooks.receiver/{schema}/ordered', 0))
        """;

    /// <summary>
    /// Takes the oldest item of each ordering key, of the keys among the items that are due the longest. A last row, whose id is null, says
    /// whether so many are due that not all were looked at.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="candidates">How many due items of each endpoint are looked at.</param>
    public static string TakeOrdered(string schema, int candidates) => $"""
        WITH candidates AS MATERIALIZED (
            SELECT e.provider, e.endpoint, d.ordering_key
            FROM unnest($1, $2) AS e (provider, endpoint) CROSS JOIN LATERAL (
                SELECT ordering_key FROM "{schema}".inbox AS i
                WHERE i.provider = e.provider AND i.endpoint = e.endpoint AND state = 0 AND ordering_key IS NOT NULL AND due_at <= now()
                ORDER BY due_at, id LIMIT {candidates}) AS d),
        due AS MATERIALIZED (
            SELECT d.id FROM (SELECT DISTINCT provider, endpoint, ordering_key FROM candidates) AS e CROSS JOIN LATERAL (
                SELECT i.id, i.due_at, i.ordering_key FROM "{schema}".inbox AS i
                WHERE i.provider = e.provider AND i.endpoint = e.endpoint AND i.ordering_key = e.ordering_key AND i.state = 0
                ORDER BY i.id LIMIT 1) AS d
            WHERE d.due_at <= now() AND NOT {IsOtherRunning(schema)}
            ORDER BY d.due_at, d.id LIMIT $3),
        taken AS (
            {Take(schema)})
        SELECT taken.*, false FROM taken
        UNION ALL
        SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
            EXISTS (SELECT FROM candidates GROUP BY provider, endpoint HAVING count(*) >= {candidates})
        """;

    /// <summary>
    /// As <see cref="TakeOrdered"/>, of all ordering keys: for when most of the items that are due the longest wait for others. Steps
    /// from one ordering key to the next in the index.
    /// </summary>
    public static string TakeOrderedOfAllKeys(string schema) => $"""
        WITH RECURSIVE heads AS (
            (SELECT e.provider, e.endpoint, h.ordering_key, h.id, h.due_at FROM unnest($1, $2) AS e (provider, endpoint) CROSS JOIN LATERAL (
                SELECT i.ordering_key, i.id, i.due_at FROM "{schema}".inbox AS i
                WHERE i.provider = e.provider AND i.endpoint = e.endpoint AND i.state = 0 AND i.ordering_key IS NOT NULL
                ORDER BY i.ordering_key, i.id LIMIT 1) AS h)
            UNION ALL
            (SELECT e.provider, e.endpoint, h.ordering_key, h.id, h.due_at FROM heads AS e CROSS JOIN LATERAL (
                SELECT i.ordering_key, i.id, i.due_at FROM "{schema}".inbox AS i
                WHERE i.provider = e.provider AND i.endpoint = e.endpoint AND i.state = 0 AND i.ordering_key > e.ordering_key
                ORDER BY i.ordering_key, i.id LIMIT 1) AS h)),
        due AS MATERIALIZED (
            SELECT d.id FROM heads AS d CROSS JOIN LATERAL (SELECT d.provider, d.endpoint) AS e
            WHERE d.due_at <= now() AND NOT {IsOtherRunning(schema)}
            ORDER BY d.due_at, d.id LIMIT $3),
        taken AS (
            {Take(schema)})
        SELECT taken.*, false FROM taken
        """;

    private static string IsOtherRunning(string schema) => $"""
        EXISTS (
                SELECT FROM "{schema}".inbox AS o
                WHERE o.provider = e.provider AND o.endpoint = e.endpoint AND o.ordering_key = d.ordering_key AND o.state + 0 = 0
                    AND o.token IS NOT NULL AND o.due_at > clock_timestamp() AND o.id <> d.id)
        """;

    private static string Take(string schema) => $"""
        UPDATE "{schema}".inbox AS i SET
            token = nextval('"{schema}".tokens'), attempts = i.attempts + 1, due_at = clock_timestamp() + $4 * interval '1 microsecond'
        FROM due WHERE i.id = due.id AND i.state = 0 AND i.due_at <= now()
        RETURNING i.id, i.token, i.attempts, i.key_hash, i.provider, i.endpoint, i.tenant, i.event_type, i.ordering_key, i.received_at,
            i.retention, i.metadata, i.body
        """;
}
