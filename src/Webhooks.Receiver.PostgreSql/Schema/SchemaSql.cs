namespace Webhooks.Receiver.PostgreSql;

/// <summary>The tables of each version.</summary>
internal static class SchemaSql
{
    /// <summary>Returns the version of the tables; no row if there are none.</summary>
    public static string Version(string schema) => $"""
        SELECT version FROM "{schema}".store
        """;

    /// <summary>Whether the table with the version is there. Asking for the version itself would be an error in the server's log.</summary>
    public static string Exists(string schema) => $"""
        SELECT to_regclass('"{schema}".store') IS NOT NULL
        """;

    /// <summary>
    /// Creates what is missing, in one transaction. Of several that run it at once the others wait for the first. The lock ends with
    /// the transaction, so that a connection pooler is no trouble.
    /// </summary>
    public static string Script(string schema) => $"""
        BEGIN ISOLATION LEVEL READ COMMITTED;
        SELECT pg_advisory_xact_lock(hashtextextended('webhooks.receiver/{schema}', 0));
        DO $migrate$
        DECLARE
            found integer := 0;
        BEGIN
            IF to_regnamespace('"{schema}"') IS NULL THEN
                CREATE SCHEMA "{schema}";
            END IF;
            IF to_regclass('"{schema}".store') IS NOT NULL THEN
                SELECT version INTO found FROM "{schema}".store;
            END IF;
            IF found > {PostgreSqlSchema.Version} THEN
                RAISE EXCEPTION 'The tables have version %, and this script makes version {PostgreSqlSchema.Version}.', found;
            END IF;
            IF found < 1 THEN
        {Version1(schema)}
            END IF;
        END
        $migrate$;
        COMMIT;

        """;

    private static string Version1(string schema) => $"""
                CREATE TABLE "{schema}".store (
                    id boolean PRIMARY KEY DEFAULT true CHECK (id), -- one row
                    version integer NOT NULL,
                    purged_at timestamptz NOT NULL DEFAULT '-infinity');
                INSERT INTO "{schema}".store (version) VALUES (1);

                CREATE SEQUENCE "{schema}".tokens;

                CREATE TABLE "{schema}".keys (
                    key_hash bytea PRIMARY KEY,
                    state smallint NOT NULL, -- 0 claimed, 1 completed, 2 in the inbox
                    token bigint NOT NULL,
                    until timestamptz, -- the end of the lease or of the retention; null in state 2
                    inbox_id bigint) -- the latest item of the key
                WITH (fillfactor = 80); -- completing a claim then changes no index

                CREATE SEQUENCE "{schema}".inbox_ids;

                CREATE TABLE "{schema}".inbox (
                    id bigint PRIMARY KEY,
                    key_hash bytea NOT NULL,
                    provider text NOT NULL,
                    endpoint text NOT NULL,
                    tenant text,
                    event_type text NOT NULL,
                    ordering_key bytea,
                    received_at timestamptz NOT NULL,
                    retention bigint NOT NULL, -- of the key, in units of 100 ns
                    metadata bytea NOT NULL,
                    body bytea NOT NULL,
                    state smallint NOT NULL DEFAULT 0, -- 0 pending or running, 1 processed, 2 dead
                    attempts integer NOT NULL DEFAULT 0,
                    due_at timestamptz NOT NULL DEFAULT clock_timestamp(), -- of a running item the end of its lease
                    token bigint, -- of the latest attempt, until it is settled
                    error_type text,
                    error_message text,
                    settled_at timestamptz);
                CREATE INDEX inbox_due ON "{schema}".inbox (provider, endpoint, due_at, id) WHERE state = 0 AND ordering_key IS NULL;
                CREATE INDEX inbox_ordered_due ON "{schema}".inbox (provider, endpoint, due_at, id)
                    WHERE state = 0 AND ordering_key IS NOT NULL;
                CREATE INDEX inbox_ordered ON "{schema}".inbox (provider, endpoint, ordering_key, id)
                    WHERE state = 0 AND ordering_key IS NOT NULL;
                -- With + 0, so that only statements that say so use these: others would, with old statistics, read one of them as a whole.
                CREATE INDEX inbox_open ON "{schema}".inbox (id) WHERE state + 0 = 0;
                CREATE INDEX inbox_running ON "{schema}".inbox (provider, endpoint, ordering_key) WHERE state + 0 = 0 AND token IS NOT NULL;
                CREATE INDEX inbox_settled ON "{schema}".inbox (state, settled_at) WHERE state > 0;
        """;
}
