using Microsoft.Data.Sqlite;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>A path for a database in a folder of its own, which is deleted in the end.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webhooks-sqlite-");

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(Folder, "webhooks.db");

    public string ConnectionString => $"Data Source={Path}";

    /// <summary>Opens the file as another program would.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"{ConnectionString};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Execute(string sql) => Query(sql);

    /// <returns>The first value of the first row.</returns>
    public object? Query(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
