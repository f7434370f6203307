namespace Webhooks.Receiver.PostgreSql;

/// <summary>Settings of a session or a transaction that the statements of the stores rely on.</summary>
internal static class SessionSettings
{
    /// <summary>
    /// Once for each connection. Planned while a table was small or empty, a prepared statement would go on reading all of it when it
    /// has grown. Just-in-time compilation would take longer than the short statements themselves: up to a second for one that the planner thinks
    /// expensive. At another isolation level, statements that wait for each other would fail instead of seeing the other's result.
    /// </summary>
    public const string ForSession = """
        SELECT set_config('enable_seqscan', 'off', false), set_config('jit', 'off', false), set_config('statement_timeout', '10s', false),
            set_config('default_transaction_isolation', 'read committed', false),
            CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END
        """;

    /// <summary>
    /// Before <see cref="ForTransaction"/> and a statement of the stores: the isolation level can be set before the first query alone.
    /// </summary>
    public const string Begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

    /// <summary>After the statement.</summary>
    public const string Commit = "COMMIT";

    /// <summary>Before each statement, in its transaction, where connections keep nothing or belong to the app too.</summary>
    public const string ForTransaction = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),
            CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END
        """;
}
