using Microsoft.Data.Sqlite;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Checks the connection string. Messages name the setting and never its value, which may hold a password.</summary>
internal static class SqliteConnectionSettings
{
    /// <exception cref="WebhookConfigurationException">The connection string is missing, or names no file that can be written.</exception>
    public static SqliteConnectionStringBuilder Parse(SqliteStoreOptions options, string setting)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw Error($"{setting} is missing. Set it to the file of the stores, such as 'Data Source=webhooks.db', or pass it to AddSqlite.");
        }

        SqliteConnectionStringBuilder parsed;
        try
        {
            parsed = new SqliteConnectionStringBuilder(options.ConnectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw Error($"{setting} is not a connection string of SQLite. It looks like 'Data Source=webhooks.db'.");
        }

        if (string.IsNullOrWhiteSpace(parsed.DataSource) || parsed.DataSource == ":memory:" || parsed.Mode == SqliteOpenMode.Memory)
        {
            throw Error($"{setting} names no file. A database in memory would lose deliveries: set Data Source to a file.");
        }

        if (parsed.Mode == SqliteOpenMode.ReadOnly)
        {
            throw Error($"{setting} says Mode=ReadOnly. The stores write: remove it.");
        }

        if (parsed.Cache == SqliteCacheMode.Shared)
        {
            throw Error($"{setting} says Cache=Shared, with which readers and writers stop each other. Remove it.");
        }

        return parsed;
    }

    public static WebhookConfigurationException Error(string message) => new([message]);
}
