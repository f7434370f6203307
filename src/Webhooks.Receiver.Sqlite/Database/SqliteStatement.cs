using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// A prepared statement, kept by its session. <see cref="Dispose"/> only resets it for its next use. Used instead of a command of
/// Microsoft.Data.Sqlite because that one waits in steps of 150 ms for a locked file, and copies parts of arrays.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
    }

    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, index, number) : raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, index) : raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, which SQLite would take for null.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    public SqliteStatement Bind(int index, IdempotencyKey key)
    {
        Span<byte> bytes = stackalloc byte[IdempotencyKey.Size];
        key.CopyTo(bytes);
        return Bind(index, bytes);
    }

    public SqliteStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>Gets the next row.</summary>
    /// <returns>False if there is none.</returns>
    public bool Step()
    {
        int result = TryStep();
        Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Runs a statement to its end.</summary>
    /// <returns>The number of rows that an insert, update or delete changed.</returns>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>As <see cref="Step"/>, but returns SQLite's result code.</summary>
    public int TryStep() => raw.sqlite3_step(_statement);

    /// <summary>Ends the step, and keeps the parameters for another.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? GetNullableInt64(int column) => IsNull(column) ? null : GetInt64(column);

    public string GetText(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public string? GetNullableText(int column) => IsNull(column) ? null : GetText(column);

    /// <summary>The bytes in SQLite's memory, which are valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> GetBytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>Resets the statement and drops its parameters: a body does not stay in memory.</summary>
    public void Dispose()
    {
        raw.sqlite3_reset(_statement); // repeats the error of the last step, which was thrown then
        raw.sqlite3_clear_bindings(_statement);
    }

    /// <summary>Frees the statement.</summary>
    public void Close() => _statement.Dispose();

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _database);
        }
    }
}
