using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Checks the file at start, switches its write-ahead log on, and creates or checks the tables.</summary>
internal static class SqliteInstaller
{
    private const string CommandLine = "sqlite3 file < script.sql";

    /// <exception cref="WebhookConfigurationException">The file cannot be used.</exception>
    public static void Install(SqliteConnectionStringBuilder settings, bool createSchema, string setting)
    {
        SqliteFileChecks.Check(settings, setting);
        SqliteException? failure = null;
        int result = SqliteLock.Wait(() =>
        {
            // Each step may find the file locked, while other instances start at the same time.
            try
            {
                InstallNow(settings, createSchema, setting);
                return raw.SQLITE_OK;
            }
            catch (SqliteException e)
            {
                failure = e;
                return e.SqliteErrorCode;
            }
        });
        if (result != raw.SQLITE_OK)
        {
            throw SqliteConnectionSettings.Error(SqliteFileChecks.Explain(failure!, setting));
        }
    }

    private static void InstallNow(SqliteConnectionStringBuilder settings, bool createSchema, string setting)
    {
        using var connection = new SqliteConnection(settings.ConnectionString);
        connection.Open();
        raw.sqlite3_busy_timeout(connection.Handle, (int)SqliteLock.Pause.TotalMilliseconds);
        using var session = new SqliteSession(connection, ownsConnection: false);
        SwitchToWriteAheadLog(session, setting);
        CreateOrCheckTables(session, createSchema, setting);
    }

    private static void SwitchToWriteAheadLog(SqliteSession session, string setting)
    {
        using SqliteStatement pragma = session.Prepare("PRAGMA journal_mode = WAL");
        string mode = pragma.Step() ? pragma.GetText(0) : "";
        if (mode != "wal")
        {
            throw SqliteConnectionSettings.Error(
                $"{setting} names a database that cannot have a write-ahead log: one in memory, or on a file system without shared memory. "
                + "Set Data Source to a file on a local disk.");
        }
    }

    private static void CreateOrCheckTables(SqliteSession session, bool createSchema, string setting)
    {
        switch (ReadVersion(session))
        {
            case null when createSchema:
                Create(session);
                break;
            case null:
                throw SqliteConnectionSettings.Error(
                    $"{setting} names a database without the tables of the stores. Run the SQL of SqliteSchema.GetScript "
                    + $"('{CommandLine}'), or set CreateSchema to true.");
            case { } version when version > SqliteSchema.Version:
                throw SqliteConnectionSettings.Error(
                    $"{setting} names a database whose tables are of version {version}. This version of "
                    + $"Webhooks.Receiver.Sqlite works with version {SqliteSchema.Version}: install the newer package.");
        }
    }

    /// <summary>Creates the tables, unless another instance has done it meanwhile.</summary>
    private static void Create(SqliteSession session)
    {
        session.Begin(SqliteLock.Timeout);
        try
        {
            if (ReadVersion(session) is null)
            {
                session.Execute(SqliteSchema.GetScript());
            }

            session.Commit();
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    private static long? ReadVersion(SqliteSession session)
    {
        using (SqliteStatement table = session.Prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'webhook_store'"))
        {
            if (!table.Step())
            {
                return null;
            }
        }

        using SqliteStatement version = session.Prepare("SELECT schema_version FROM webhook_store");
        return version.Step() ? version.GetInt64(0) : null;
    }
}
