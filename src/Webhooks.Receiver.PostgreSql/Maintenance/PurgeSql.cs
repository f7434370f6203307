namespace Webhooks.Receiver.PostgreSql;

/// <summary>The statements that purge. Each removes a batch, and skips rows that others use.</summary>
internal static class PurgeSql
{
    public const int BatchSize = 500;

    /// <summary>So many pages of the table of keys are looked through at once.</summary>
    public const int Pages = 1024;

    /// <summary>Deletes items of state $1 that were settled before the time $2 ago. Returns how many.</summary>
    public static string Items(string schema) => $"""
        WITH removed AS (
            DELETE FROM "{schema}".inbox WHERE id IN (
                SELECT id FROM "{schema}".inbox
                WHERE state = $1 AND state > 0 AND settled_at < now() - $2 * interval '1 microsecond'
                ORDER BY settled_at LIMIT {BatchSize} FOR UPDATE SKIP LOCKED)
            RETURNING id, key_hash, retention),
        {InboxAdminSql.CompleteKeys(schema)}
        SELECT count(*) FROM removed
        """;

    /// <summary>Whether this process goes through the keys now: one process does in the time $1. Returns the number of pages.</summary>
    public static string BeginKeys(string schema) => $"""
        UPDATE "{schema}".store SET purged_at = clock_timestamp()
        WHERE purged_at <= clock_timestamp() - $1 * interval '1 microsecond'
        RETURNING pg_relation_size('"{schema}".keys') / current_setting('block_size')::bigint
        """;

    /// <summary>
    /// Deletes a batch of keys from page $1 on: completed ones after their retention, and claims a day after their lease, since a late
    /// owner may still complete its claim. The keys have no index by time, which each claim and each completion would have to
    /// maintain.
    /// </summary>
    public static string Keys(string schema) => $"""
        WITH removed AS (
            DELETE FROM "{schema}".keys WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM "{schema}".keys
                WHERE ctid >= format('(%s,0)', $1)::tid AND ctid < format('(%s,0)', $1 + {Pages})::tid
                    AND until < now() - CASE state WHEN 0 THEN interval '1 day' ELSE interval '0' END
                LIMIT {BatchSize} FOR UPDATE SKIP LOCKED))
            RETURNING key_hash)
        SELECT count(*) FROM removed
        """;
}
