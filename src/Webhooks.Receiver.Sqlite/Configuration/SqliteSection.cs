using Microsoft.Extensions.Configuration;

namespace Webhooks.Receiver.Sqlite;

/// <summary>The configuration section of the options; null if the app has no configuration.</summary>
internal sealed record SqliteSection(IConfiguration? Section, string Path)
{
    /// <summary>What error messages call the connection string.</summary>
    public string ConnectionString => $"{Path}:{nameof(SqliteStoreOptions.ConnectionString)}";
}
