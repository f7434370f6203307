namespace Webhooks.Receiver.PostgreSql;

/// <summary>The statements of <see cref="PostgreSqlInbox"/>.</summary>
internal static class InboxAdminSql
{
    private const string IsRunning = "state = 0 AND token IS NOT NULL AND due_at > clock_timestamp()";

    /// <summary>Pending or running, as the indexes of these say it: see <see cref="SchemaSql"/>.</summary>
    private const string IsOpen = "state + 0 = 0";

    private const string State = $"CASE WHEN {IsRunning} THEN 1 WHEN state = 0 THEN 0 ELSE state + 1 END::integer";

    private const string Columns =
        $"id, {State}, provider, endpoint, tenant, event_type, key_hash, received_at, attempts, due_at, error_type, error_message";

    /// <summary>
    /// Counts in one round trip, each from an index of its own. Reads no processed item, of which there may be millions, and of the
    /// open ones the oldest alone: ids follow arrival.
    /// </summary>
    public static string Count(string schema) => $"""
        SELECT pending.total - running.total, running.total,
            (SELECT received_at FROM "{schema}".inbox WHERE {IsOpen} ORDER BY id LIMIT 1), dead.total
        FROM (SELECT count(*) AS total FROM "{schema}".inbox WHERE {IsOpen}) AS pending,
            (SELECT count(*) AS total FROM "{schema}".inbox WHERE {IsOpen} AND {IsRunning}) AS running,
            (SELECT count(*) AS total FROM "{schema}".inbox WHERE state = 2) AS dead
        """;

    public static string CountProcessed(string schema) => $"""SELECT count(*) FROM "{schema}".inbox WHERE state = 1""";

    /// <param name="schema">The schema.</param>
    /// <param name="state">The state; null for all.</param>
    /// <param name="filters">Further conditions.</param>
    public static string List(string schema, WebhookInboxState? state, string filters)
    {
        // With + 0 the planner does not use an index: it would walk all items in the order of their ids for few, or sort very many.
        (string condition, string order) = state switch
        {
            null => ("true", "id"),
            WebhookInboxState.Pending => ($"{IsOpen} AND NOT ({IsRunning})", "id"),
            WebhookInboxState.Running => ($"{IsOpen} AND {IsRunning}", "id + 0"),
            WebhookInboxState.Processed => ("state + 0 NOT IN (0, 2)", "id"), // as = 1, but thought to be most
            _ => ("state = 2", "id + 0"),
        };
        return $"""SELECT {Columns} FROM "{schema}".inbox WHERE id > $1 AND {condition}{filters} ORDER BY {order} LIMIT $2""";
    }

    public static string Find(string schema) => $"""SELECT {Columns}, body FROM "{schema}".inbox WHERE id = $1""";

    /// <summary>Requeues a dead item. With + 0, because a plan for any id would otherwise read all dead items if statistics know of none.</summary>
    public static string Requeue(string schema) => $"""
        UPDATE "{schema}".inbox SET state = 0, attempts = 0, due_at = clock_timestamp(), token = NULL, settled_at = NULL
        WHERE id = $1 AND state + 0 = 2
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
