namespace Webhooks.Receiver.PostgreSql;

/// <summary>Options of the stores on PostgreSQL. Read once, at start.</summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>The configuration section, if no other is given.</summary>
    public const string SectionName = "Webhooks:PostgreSql";

    /// <summary>
    /// The connection string, as Npgsql reads it. <c>Maximum Pool Size</c> limits the handlers that run in a transaction at the same
    /// time; the stores themselves use at most 16 further connections.
    /// </summary>
    /// <value>Null: the <c>NpgsqlDataSource</c> of the service collection is used.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The PostgreSQL schema of the tables: 1 to 63 letters, digits and underscores, not starting with a digit.</summary>
    /// <value><c>webhooks</c>.</value>
    public string Schema { get; set; } = "webhooks";

    /// <summary>
    /// Whether schema and tables are created, and migrated to this version, at start. False: run the script of
    /// <see cref="PostgreSqlSchema.GetScript"/> before; the start then only checks the version.
    /// </summary>
    /// <value>True.</value>
    public bool CreateSchema { get; set; } = true;

    /// <summary>
    /// Whether the connection string leads to a connection pooler in transaction mode, such as PgBouncer. No statement is then
    /// prepared, and other processes are not notified of stored deliveries: they find them when they poll.
    /// </summary>
    /// <value>False.</value>
    public bool UsesConnectionPooler { get; set; }
}
