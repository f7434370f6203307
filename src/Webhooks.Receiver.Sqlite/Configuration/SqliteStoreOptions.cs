namespace Webhooks.Receiver.Sqlite;

/// <summary>Options of the stores in a SQLite file. Read once, at start.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>The configuration section, if no other is given.</summary>
    public const string SectionName = "Webhooks:Sqlite";

    /// <summary>
    /// A connection string of Microsoft.Data.Sqlite that names a file on a local disk, such as <c>Data Source=webhooks.db</c>. The file is
    /// created if it does not exist; its directory has to exist. The app's own tables may stand in the same file.
    /// </summary>
    /// <value>Null: the app does not start.</value>
    public string? ConnectionString { get; set; }

    /// <summary>
    /// Whether the tables are created, and migrated to this version, at start. False: run the script of
    /// <see cref="SqliteSchema.GetScript"/> before; the start then only checks the version.
    /// </summary>
    /// <value>True.</value>
    public bool CreateSchema { get; set; } = true;
}
