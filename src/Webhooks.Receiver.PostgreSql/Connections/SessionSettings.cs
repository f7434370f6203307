namespace Webhooks.Receiver.PostgreSql;

/// <summary>Settings of a session or a transaction that the statements of the stores rely on.</summary>
internal static class SessionSettings
{
    /// <summary>
    /// Once for each connection. Planned while a table was small or empty, a prepared statement would go on reading all of it when it
    /// has grown.
    /// </summary>
    public const string ForSession = """
        SELECT set_config('enable_seqscan', 'off', false), set_config('statement_timeout', '10s', false),
            CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', false) END
        """;

    /// <summary>Before each statement, in its transaction, where connections keep nothing or belong to the app too.</summary>
    public const string ForTransaction = """
        SELECT set_config('enable_seqscan', 'off', true),
            CASE current_setting('synchronous_commit') WHEN 'off' THEN set_config('synchronous_commit', 'on', true) END
        """;
}
