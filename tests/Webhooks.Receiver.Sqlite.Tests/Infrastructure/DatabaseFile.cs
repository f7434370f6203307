namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>A path for a database in a folder of its own, which is deleted in the end.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("webhooks-sqlite-");

    public string Folder => _folder.FullName;

    public string Path => System.IO.Path.Combine(Folder, "webhooks.db");

    public string ConnectionString => $"Data Source={Path}";

    public void Dispose() => _folder.Delete(recursive: true);
}
