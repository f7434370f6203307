using System.Diagnostics;
using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Runs the statements of the stores, each in bounded time. More callers than a server in good health ever makes wait are refused at
/// once: while the server does not answer, they would only pile up. Thread-safe.
/// </summary>
internal sealed class PostgreSqlCalls(PostgreSqlDatabase database, PostgreSqlSchemaInstaller schema, TimeProvider timeProvider)
{
    /// <summary>How long one call may take, with its wait for a connection. Below the receiver's own limit of five seconds.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private const int MaxCallers = 1024;

    private int _callers;

    /// <summary>Opens a connection and runs an operation with it.</summary>
    /// <exception cref="TimeoutException">The server did not answer in time.</exception>
    /// <exception cref="PostgreSqlBusyException">Too many callers wait.</exception>
    public async Task<TResult> RunAsync<TState, TResult>(
        TState state, Func<NpgsqlConnection, TState, CancellationToken, Task<TResult>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var limit = new CancellationTokenSource(Limit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            if (Interlocked.Increment(ref _callers) > MaxCallers)
            {
                throw new PostgreSqlBusyException(MaxCallers);
            }

            await schema.EnsureReadyAsync(either.Token).ConfigureAwait(false);
            NpgsqlConnection connection = await database.Stores.OpenConnectionAsync(either.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await operation(connection, state, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"PostgreSQL did not answer within {Limit.TotalSeconds:0} seconds.", e);
        }
        finally
        {
            Interlocked.Decrement(ref _callers);
        }
    }

    /// <summary>Runs one statement and reads its only row.</summary>
    /// <param name="sql">The statement. Its text is a constant of this process, or else each text would be prepared.</param>
    /// <param name="parameters">The parameters, in their order.</param>
    /// <param name="read">Reads the row; gets null if there is none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<TResult> QueryAsync<TResult>(
        string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader?, TResult> read, CancellationToken cancellationToken) =>
        RunAsync(
            (Calls: this, sql, parameters, read),
            static async (connection, state, token) =>
            {
                NpgsqlCommand command = state.Calls.CreateCommand(connection, state.sql, state.parameters);
                await using (command.ConfigureAwait(false))
                {
                    await state.Calls.PrepareAsync(command, token).ConfigureAwait(false);
                    NpgsqlDataReader reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        return state.read(await reader.ReadAsync(token).ConfigureAwait(false) ? reader : null);
                    }
                }
            },
            cancellationToken);

    /// <summary>Runs one statement.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public Task<int> ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) => RunAsync(
        (Calls: this, sql, parameters),
        static async (connection, state, token) =>
        {
            NpgsqlCommand command = state.Calls.CreateCommand(connection, state.sql, state.parameters);
            await using (command.ConfigureAwait(false))
            {
                await state.Calls.PrepareAsync(command, token).ConfigureAwait(false);
                return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
            }
        },
        cancellationToken);

    private NpgsqlCommand CreateCommand(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters)
    {
        Debug.Assert(sql.Contains(database.Settings.Schema, StringComparison.Ordinal), "Tables are named with their schema.");
        var command = new NpgsqlCommand(sql, connection);
        foreach (NpgsqlParameter parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Prepares a command, which takes a round trip once for each connection and statement.</summary>
    private Task PrepareAsync(NpgsqlCommand command, CancellationToken cancellationToken) =>
        database.HasSessions ? command.PrepareAsync(cancellationToken) : Task.CompletedTask;
}
