using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Says in plain words what is wrong with the file. Messages name the setting, and not its value.</summary>
internal static class SqliteFileChecks
{
    /// <exception cref="WebhookConfigurationException">The file is not where SQLite can keep it.</exception>
    public static void Check(SqliteConnectionStringBuilder settings, string setting)
    {
        if (settings.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || settings.DataSource.Contains('|'))
        {
            return; // SQLite resolves it
        }

        string path = Path.GetFullPath(settings.DataSource);
        string? directory = Path.GetDirectoryName(path);
        if (directory is null || Directory.Exists(path))
        {
            throw SqliteConnectionSettings.Error($"{setting} names a directory. Set Data Source to a file.");
        }

        if (!Directory.Exists(directory))
        {
            throw SqliteConnectionSettings.Error($"{setting} names a file in a directory that does not exist. Create the directory.");
        }

        if (settings.Mode == SqliteOpenMode.ReadWrite && !File.Exists(path))
        {
            throw SqliteConnectionSettings.Error(
                $"{setting} names a file that does not exist, and says Mode=ReadWrite. Create the file, or remove Mode.");
        }

        CheckDrive(new DriveInfo(directory).DriveType, setting);
    }

    /// <exception cref="WebhookConfigurationException">The drive is on another machine.</exception>
    public static void CheckDrive(DriveType drive, string setting)
    {
        if (drive == DriveType.Network)
        {
            throw SqliteConnectionSettings.Error(
                $"{setting} names a file on a network file system, where the locks of SQLite do not hold and deliveries could be lost. Set "
                + "Data Source to a file on a local disk, or use a database server: Webhooks.Receiver.PostgreSql.");
        }
    }

    public static string Explain(SqliteException exception, string setting) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => $"{setting} names a file that is not a database of SQLite. Set Data Source to another file.",
        raw.SQLITE_CORRUPT => $"{setting} names a database that is damaged. Restore it from a backup.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            $"{setting} names a file that cannot be opened or created. Let the app's user read and write the file and its directory.",
        raw.SQLITE_READONLY => $"{setting} names a file that cannot be written. Let the app's user write the file and its directory.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
            $"{setting} names a file that another program has kept locked for {SqliteLock.Timeout.TotalSeconds} seconds. End that program, or its transaction.",
        raw.SQLITE_FULL => $"{setting} names a file on a disk that is full. Make room.",
        _ => $"{setting} names a file that SQLite cannot use (error {exception.SqliteExtendedErrorCode}).",
    };
}
