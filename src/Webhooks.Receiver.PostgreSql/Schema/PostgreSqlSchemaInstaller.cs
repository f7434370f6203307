using Microsoft.Extensions.Logging;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Creates or checks the tables, once for each process: at start, or before the first call that finds the server if it is not
/// there at start. Thread-safe.
/// </summary>
internal sealed class PostgreSqlSchemaInstaller(PostgreSqlDatabase database, ILogger<PostgreSqlSchemaInstaller> logger) : IDisposable
{
    private const int MinServerVersion = 14; // ranges of row addresses, by which expired keys are purged

    private readonly SemaphoreSlim _lock = new(1);
    private volatile bool _isReady;

    public ValueTask EnsureReadyAsync(CancellationToken cancellationToken) =>
        _isReady ? ValueTask.CompletedTask : new(PrepareAsync(cancellationToken));

    public void Dispose() => _lock.Dispose();

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _lock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isReady)
            {
                NpgsqlConnection connection = await database.Handlers.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await CreateOrCheckAsync(connection, cancellationToken).ConfigureAwait(false);
                }

                _isReady = true;
            }
        }
        finally
        {
            _lock.Release();
        }
    }

    private async Task CreateOrCheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        PostgreSqlSettings settings = database.Settings;
        if (connection.PostgreSqlVersion.Major < MinServerVersion)
        {
            throw new PostgreSqlSchemaException(
                $"The server is PostgreSQL {connection.PostgreSqlVersion.Major}. The stores need {MinServerVersion} or later.");
        }

        int found = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (found < PostgreSqlSchema.Version && settings.CreateSchema)
        {
            await CreateAsync(connection, cancellationToken).ConfigureAwait(false);
            Log.SchemaCreated(logger, settings.Schema, PostgreSqlSchema.Version);
            return;
        }

        if (found < PostgreSqlSchema.Version)
        {
            throw new PostgreSqlSchemaException((found == 0
                ? $"The schema '{settings.Schema}' has no tables of Webhooks.Receiver."
                : $"The tables in the schema '{settings.Schema}' have version {found}, and this app needs version {PostgreSqlSchema.Version}.")
                + $" Run the script of PostgreSqlSchema.GetScript(\"{settings.Schema}\"), or set {settings.Path}:CreateSchema to true.");
        }

        if (found > PostgreSqlSchema.Version)
        {
            throw new PostgreSqlSchemaException(
                $"The tables in the schema '{settings.Schema}' have version {found}, and this app knows version {PostgreSqlSchema.Version}: "
                + "they were migrated by a newer version of Webhooks.Receiver.PostgreSql. Update the package, or use another "
                + $"{settings.Path}:Schema.");
        }
    }

    private async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ReadAsync(SchemaSql.Exists(database.Settings.Schema)).ConfigureAwait(false) is not true)
        {
            return 0;
        }

        return await ReadAsync(SchemaSql.Version(database.Settings.Schema)).ConfigureAwait(false) is int version ? version : 0;

        async Task<object?> ReadAsync(string sql)
        {
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        PostgreSqlSettings settings = database.Settings;
        try
        {
            var command = new NpgsqlCommand(SchemaSql.Script(settings.Schema), connection);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new PostgreSqlSchemaException(
                $"The role of the connection may not create the schema '{settings.Schema}' or its tables. Grant it CREATE on the database, "
                + $"or run the script of PostgreSqlSchema.GetScript(\"{settings.Schema}\") as another role.", e);
        }
    }
}
