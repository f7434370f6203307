using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Webhooks.Receiver.Sqlite;

/// <summary>Runs writes on the writer's connection, several in one transaction. Used by one thread at a time.</summary>
internal sealed class SqliteGroup(SqliteDatabase database) : IDisposable
{
    private SqliteSession? _session;

    public T RunAlone<T>(Func<SqliteSession, T> body)
    {
        try
        {
            SqliteSession session = Begin();
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
    public void Run(List<SqliteWrite> writes)
    {
        switch (writes.Count)
        {
            case 0:
                return;
            case 1:
                RunOne(writes[0]);
                return;
        }

        bool hasBegun = false;
        try
        {
            SqliteSession session = Begin();
            hasBegun = true;
            writes.ForEach(write => write.Execute(session));
            session.Commit();
        }
        catch (Exception e)
        {
            Recover(e);
            if (hasBegun)
            {
                writes.ForEach(RunOne);
            }
            else
            {
                writes.ForEach(write => write.Fail(e)); // each would wait as long again
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

    private void RunOne(SqliteWrite write)
    {
        try
        {
            RunAlone<object?>(session =>
            {
                write.Execute(session);
                return null;
            });
        }
        catch (Exception e)
        {
            write.Fail(e);
            return;
        }

        write.Succeed();
    }

    private SqliteSession Begin()
    {
        _session ??= database.Open();
        _session.Begin();
        return _session;
    }

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
