using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Durable;

/// <summary>The database that the receivers share. Beside the tables of the stores it has the app's own: the effects of the handlers.</summary>
internal sealed record Database(Engine Engine, string ConnectionString)
{
    /// <summary>Writes the effect of an event. The table has no unique column: a second effect would be there.</summary>
    public const string AddEffect = "INSERT INTO durable_sample_effects (event_id) VALUES (@id)";

    private const string CreateTable = "CREATE TABLE IF NOT EXISTS durable_sample_effects (event_id TEXT NOT NULL)";
    private const string Count = "SELECT event_id, count(*) FROM durable_sample_effects GROUP BY event_id";

    public async Task CreateEffectsAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await OpenAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = CreateTable;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Counts the effects of each event.</summary>
    public async Task<Dictionary<string, int>> CountEffectsAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await OpenAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = Count;
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<string, int> effects = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            effects.Add(reader.GetString(0), reader.GetInt32(1));
        }

        return effects;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = Engine == Engine.Sqlite ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
