namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// The tables of the stores, for those who create them by hand because <see cref="SqliteStoreOptions.CreateSchema"/> is false. Their
/// names begin with <c>webhook_</c>.
/// </summary>
public static class SqliteSchema
{
    /// <summary>The version of the tables that this package works with.</summary>
    internal const int Version = 1;

    private const string Script = """
        -- One row: the version of the tables, and the last token of all claims.
        CREATE TABLE webhook_store (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            schema_version INTEGER NOT NULL,
            last_token INTEGER NOT NULL
        ) STRICT;

        -- Idempotency keys. state: 0 claimed, 1 completed, 2 in the inbox. until: the end of the lease or of the retention, in
        -- milliseconds since 1970; null in the inbox.
        CREATE TABLE webhook_keys (
            key_hash BLOB NOT NULL PRIMARY KEY,
            state INTEGER NOT NULL,
            token INTEGER NOT NULL,
            until INTEGER,
            item_id INTEGER
        ) STRICT, WITHOUT ROWID;

        -- The inbox. state: 0 pending, 1 processed, 2 dead. An item is being handled while token is not 0 and due_at is in the future.
        -- due_at: null while the item waits for an older one with its ordering key.
        CREATE TABLE webhook_inbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            key_hash BLOB NOT NULL,
            provider TEXT NOT NULL,
            endpoint TEXT NOT NULL,
            tenant TEXT,
            event_type TEXT NOT NULL,
            ordering_key BLOB,
            received_at INTEGER NOT NULL,
            retention INTEGER NOT NULL,
            state INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            token INTEGER NOT NULL,
            due_at INTEGER,
            settled_at INTEGER,
            error_type TEXT,
            error_message TEXT
        ) STRICT;

        CREATE INDEX webhook_inbox_due ON webhook_inbox (provider, endpoint, due_at, token, state) WHERE state = 0 AND due_at IS NOT NULL;
        CREATE INDEX webhook_inbox_order ON webhook_inbox (provider, endpoint, ordering_key) WHERE state = 0 AND ordering_key IS NOT NULL;
        CREATE INDEX webhook_inbox_order_due ON webhook_inbox (provider, endpoint, ordering_key)
            WHERE state = 0 AND ordering_key IS NOT NULL AND due_at IS NOT NULL;
        CREATE INDEX webhook_inbox_state ON webhook_inbox (state);

        -- Apart from the inbox, so that an attempt does not rewrite the body.
        CREATE TABLE webhook_content (
            id INTEGER PRIMARY KEY,
            metadata BLOB NOT NULL,
            body BLOB NOT NULL
        ) STRICT;

        INSERT INTO webhook_store (id, schema_version, last_token) VALUES (1, 1, 0);
        """;

    /// <summary>
    /// Gets the SQL that creates the tables in a file that has none of them. Run it in one transaction; the app switches the write-ahead
    /// log on when it starts.
    /// </summary>
    public static string GetScript() => Script;
}
