namespace Webhooks.Receiver.PostgreSql;

/// <summary>The statements of <see cref="PostgreSqlInbox"/>.</summary>
internal static class InboxAdminSql
{
    private const string IsRunning = "state = 0 AND token IS NOT NULL AND due_at > clock_timestamp()";

    /// <summary>
    /// Pending or running. Those with an ordering key and those without are in two indexes, which the planner uses only if both are named.
    /// </summary>
    private const string IsOpen = "state = 0 AND (ordering_key IS NULL OR ordering_key IS NOT NULL)";

    private const string State = $"CASE WHEN {IsRunning} THEN 1 WHEN state = 0 THEN 0 ELSE state + 1 END::integer";

    private const string Columns =
        $"id, {State}, provider, endpoint, tenant, event_type, key_hash, received_at, attempts, due_at, error_type, error_message";

    /// <summary>Counts in one round trip. Reads no processed item, of which there may be millions.</summary>
    public static string Count(string schema) => $"""
        SELECT pending.total - pending.running, pending.running, pending.oldest, dead.total
        FROM (SELECT count(*) AS total, count(*) FILTER (WHERE {IsRunning}) AS running, min(received_at) AS oldest
                FROM "{schema}".inbox WHERE {IsOpen}) AS pending,
            (SELECT count(*) AS total FROM "{schema}".inbox WHERE state = 2) AS dead
        """;

    public static string CountProcessed(string schema) => $"""SELECT count(*) FROM "{schema}".inbox WHERE state = 1""";

    /// <param name="schema">The schema.</param>
    /// <param name="state">The state; null for all.</param>
    /// <param name="filters">Further conditions.</param>
    public static string List(string schema, WebhookInboxState? state, string filters)
    {
        string condition = state switch
        {
            null => "true",
            WebhookInboxState.Pending => $"{IsOpen} AND NOT ({IsRunning})",
            WebhookInboxState.Running => $"{IsOpen} AND {IsRunning}",
            WebhookInboxState.Processed => "state = 1",
            _ => "state = 2",
        };
        return $"""SELECT {Columns} FROM "{schema}".inbox WHERE id > $1 AND {condition}{filters} ORDER BY id LIMIT $2""";
    }

    public static string Find(string schema) => $"""SELECT {Columns}, body FROM "{schema}".inbox WHERE id = $1""";

    public static string Requeue(string schema) => $"""
        UPDATE "{schema}".inbox SET state = 0, attempts = 0, due_at = clock_timestamp(), token = NULL, settled_at = NULL
        WHERE id = $1 AND state = 2
        """;

    /// <summary>Deletes an item; a key that waits for it is completed from now on. Returns a row if the item was deleted.</summary>
    public static string Delete(string schema) => $"""
        WITH removed AS (
            DELETE FROM "{schema}".inbox WHERE id = $1 AND NOT ({IsRunning}) RETURNING id, key_hash, retention),
        {CompleteKeys(schema)}
        SELECT id FROM removed
        """;

    /// <summary>Completes the keys of the rows of <c>removed</c>, each for its own retention.</summary>
    public static string CompleteKeys(string schema) => $"""
        completed AS (
            UPDATE "{schema}".keys AS k
            SET state = 1, until = clock_timestamp() + least(r.retention / 10, 3153600000000000) * interval '1 microsecond'
            FROM removed AS r WHERE k.key_hash = r.key_hash AND k.inbox_id = r.id AND k.state = 2)
        """;
}
