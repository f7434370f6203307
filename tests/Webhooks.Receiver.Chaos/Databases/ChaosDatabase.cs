using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Webhooks.Receiver.Chaos;

/// <summary>The database of the stores, in which the app's own table stands as well: the effects of handlers in a transaction.</summary>
internal sealed record ChaosDatabase(DatabaseEngine Engine, string ConnectionString)
{
    private const string CreateTable = "CREATE TABLE IF NOT EXISTS effects (event_number INTEGER NOT NULL, process_id INTEGER NOT NULL)";
    private const string Insert = "INSERT INTO effects (event_number, process_id) VALUES (@number, @process)";
    private const string Count = "SELECT event_number, count(*) FROM effects GROUP BY event_number";

    public void AddStores(IWebhooksBuilder webhooks) => _ = Engine == DatabaseEngine.Sqlite
        ? webhooks.AddSqlite(ConnectionString)
        : webhooks.AddPostgreSql(ConnectionString);

    public async Task CreateEffectsAsync()
    {
        await using DbConnection connection = await OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = CreateTable;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Writes the effect of an event in the transaction of its handler.</summary>
    public static async Task AddEffectAsync(IWebhookTransaction transaction, int number, CancellationToken cancellationToken)
    {
        await using DbCommand command = transaction.Connection.CreateCommand();
        command.Transaction = transaction.Transaction;
        command.CommandText = Insert;
        Add(command, "number", number);
        Add(command, "process", Environment.ProcessId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Counts the effects of each event.</summary>
    public async Task<Dictionary<int, int>> CountEffectsAsync()
    {
        await using DbConnection connection = await OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = Count;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        Dictionary<int, int> counts = [];
        while (await reader.ReadAsync())
        {
            counts.Add(reader.GetInt32(0), (int)reader.GetInt64(1));
        }

        return counts;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    /// <summary>Opens a connection that is not kept: the database is restarted between two uses.</summary>
    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = Engine == DatabaseEngine.Sqlite
            ? new SqliteConnection($"{ConnectionString};Pooling=False")
            : new NpgsqlConnection($"{ConnectionString};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
