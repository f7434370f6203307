using Npgsql;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>
/// Runs the statements of the stores, each in bounded time. More callers than a server in good health ever makes wait are refused at
/// once: while the server does not answer, they would only pile up. Thread-safe.
/// </summary>
internal sealed class PostgreSqlCalls(PostgreSqlDatabase database, PostgreSqlSchemaInstaller schema)
{
    /// <summary>
    /// How long one call may take, with its wait for a connection. Below the receiver's own limit of five seconds. Always real time:
    /// the server does not know the clock of the app.
    /// </summary>
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
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            if (Interlocked.Increment(ref _callers) > MaxCallers)
            {
                throw new PostgreSqlBusyException(MaxCallers);
            }

            await schema.EnsureReadyAsync(limit.Token).ConfigureAwait(false);
            NpgsqlConnection connection = await database.Stores.OpenConnectionAsync(limit.Token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await operation(connection, state, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"PostgreSQL did not answer within {Limit.TotalSeconds:0} seconds.", e);
        }
        finally
        {
            Interlocked.Decrement(ref _callers);
        }
    }

    /// <summary>Runs statements in one transaction and one round trip.</summary>
    /// <param name="statements">The statements. Their texts are constants of this process, or else each text would be prepared.</param>
    /// <param name="read">Reads all results.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<TResult> RunAsync<TResult>(
        IReadOnlyList<Statement> statements, Func<NpgsqlDataReader, CancellationToken, Task<TResult>> read,
        CancellationToken cancellationToken) =>
        RunAsync(
            (database, statements, read),
            static async (connection, state, token) =>
            {
                NpgsqlBatch batch = state.database.CreateStoreBatch(connection, state.statements);
                await using (batch.ConfigureAwait(false))
                {
                    if (state.database.HasSessions)
                    {
                        await batch.PrepareAsync(token).ConfigureAwait(false); // a round trip once for each connection and statement
                    }

                    NpgsqlDataReader reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        for (int i = 0; i < state.database.OwnStatements; i++)
                        {
                            await reader.NextResultAsync(token).ConfigureAwait(false);
                        }

                        TResult result = await state.read(reader, token).ConfigureAwait(false);
                        while (await reader.NextResultAsync(token).ConfigureAwait(false))
                        {
                            // To the end, where the commit is: disposing of the reader would not say that this took too long.
                        }

                        return result;
                    }
                }
            },
            cancellationToken);

    /// <summary>Runs one statement and reads its only row; <paramref name="read"/> gets null if there is none.</summary>
    public Task<TResult> QueryAsync<TResult>(
        string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader?, TResult> read, CancellationToken cancellationToken) =>
        RunAsync(
            [new Statement(sql, parameters)],
            async (reader, token) => read(await reader.ReadAsync(token).ConfigureAwait(false) ? reader : null),
            cancellationToken);

    /// <summary>Runs one statement and reads its rows.</summary>
    public Task<List<TRow>> QueryAllAsync<TRow>(
        string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellationToken) =>
        RunAsync([new Statement(sql, parameters)], (reader, token) => ReadAllAsync(reader, read, token), cancellationToken);

    /// <summary>Runs one statement.</summary>
    /// <returns>The number of rows that it changed.</returns>
    public Task<int> ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) => RunAsync(
        [new Statement(sql, parameters)],
        static async (reader, token) =>
        {
            while (await reader.NextResultAsync(token).ConfigureAwait(false))
            {
            }

            return Math.Max(0, reader.RecordsAffected);
        },
        cancellationToken);

    /// <summary>Reads the rows of the current result.</summary>
    public static async Task<List<TRow>> ReadAllAsync<TRow>(
        NpgsqlDataReader reader, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellationToken)
    {
        List<TRow> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
