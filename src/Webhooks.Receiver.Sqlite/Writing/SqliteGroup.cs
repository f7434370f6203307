using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Runs writes on the writer's connection, several in one transaction. Used by one thread at a time.</summary>
/// <param name="database">The file.</param>
/// <param name="answerKnown">Called if another process keeps the file locked: ends those writes, and removes them, whose answer can be read.</param>
internal sealed class SqliteGroup(SqliteDatabase database, Action<List<SqliteWrite>> answerKnown) : IDisposable
{
    private SqliteSession? _session;

    public T RunAlone<T>(Func<SqliteSession, T> body, SqliteFinder<T>? find)
    {
        try
        {
            SqliteSession session = Open();
            if (!session.TryBegin(SqliteLock.LongCommit))
            {
                if (find is not null && database.TryFind(find, out T? answer))
                {
                    return answer;
                }

                answerKnown([]);
                session.Begin(SqliteLock.Timeout);
            }

            T result = body(session);
            session.Commit();
            return result;
        }
        catch (Exception e)
        {
            Recover(e);
            throw;
        }
    }

    /// <summary>Runs all writes in one transaction or, if that fails, each in its own: one that fails does not fail the others.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="waited">How long the first of them has waited for others.</param>
    public void Run(List<SqliteWrite> writes, TimeSpan waited)
    {
        TimeSpan timeout = SqliteLock.Timeout - waited > SqliteLock.ShortestTimeout ? SqliteLock.Timeout - waited : SqliteLock.ShortestTimeout;
        if (writes.Count == 0)
        {
            return;
        }

        bool hasBegun = false;
        try
        {
            SqliteSession session = Open();
            if (!session.TryBegin(SqliteLock.LongCommit))
            {
                answerKnown(writes);
                if (writes.Count == 0)
                {
                    return;
                }

                session.Begin(timeout);
            }

            hasBegun = true;
            writes.ForEach(write => write.Execute(session));
            session.Commit();
        }
        catch (Exception e)
        {
            Recover(e);
            if (!hasBegun || writes.Count == 1)
            {
                writes.ForEach(write => write.Fail(e)); // each would wait as long again
                return;
            }

            bool isLocked = false;
            foreach (SqliteWrite write in writes)
            {
                isLocked = !TryRunOne(write, isLocked ? TimeSpan.Zero : SqliteLock.ShortestTimeout);
            }

            return;
        }

        writes.ForEach(static write => write.Succeed());
    }

    public void Dispose()
    {
        _session?.Dispose();
        _session = null;
    }

    /// <returns>False if the database is locked.</returns>
    private bool TryRunOne(SqliteWrite write, TimeSpan timeout)
    {
        try
        {
            SqliteSession session = Open();
            session.Begin(timeout);
            write.Execute(session);
            session.Commit();
        }
        catch (Exception e)
        {
            Recover(e);
            write.Fail(e);
            return e is not SqliteException { SqliteErrorCode: raw.SQLITE_BUSY };
        }

        write.Succeed();
        return true;
    }

    private SqliteSession Open() => _session ??= database.Open();

    /// <summary>Makes the connection usable again, or closes it, so that the next write opens another.</summary>
    private void Recover(Exception exception)
    {
        if (_session is null)
        {
            return;
        }

        try
        {
            _session.Rollback();
            if (exception is not SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_FULL or raw.SQLITE_CONSTRAINT })
            {
                Dispose();
            }
        }
        catch (SqliteException)
        {
            Dispose();
        }
    }
}
