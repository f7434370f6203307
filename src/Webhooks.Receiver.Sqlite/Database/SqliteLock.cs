using SQLitePCL;

namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// Waits for the one lock for writing that a SQLite file has. Asks often: SQLite's own waiting asks every 100 ms in the end, and a
/// process that writes all the time leaves gaps of microseconds.
/// </summary>
internal static class SqliteLock
{
    /// <summary>The longest wait for a lock of another process; well below the receiver's timeout of a call, which is five seconds.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>The shortest wait, for those who have waited for others before.</summary>
    public static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(500);

    /// <summary>A wait that shows that another process has more to do than to commit.</summary>
    public static readonly TimeSpan LongCommit = TimeSpan.FromMilliseconds(50);

    /// <summary>The pause between two attempts.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Tries until the result is not that the database is locked, or the time is over.</summary>
    /// <param name="attempt">Returns SQLite's result code.</param>
    /// <returns>The last result code; zero for success.</returns>
    public static int Wait(Func<int> attempt) => Wait(attempt, Timeout);

    /// <inheritdoc cref="Wait(Func{int})"/>
    public static int Wait(Func<int> attempt, TimeSpan timeout)
    {
        long end = GetEnd(timeout);
        int result = attempt();
        while (IsLocked(result) && Environment.TickCount64 < end)
        {
            Thread.Sleep(Pause); // SQLite has no asynchronous calls: its own wait for a lock sleeps too
            result = attempt();
        }

        return ToError(result);
    }

    /// <summary>As <see cref="Wait(Func{int})"/>, without a thread.</summary>
    public static async ValueTask<int> WaitAsync(Func<int> attempt, CancellationToken cancellationToken)
    {
        long end = GetEnd(Timeout);
        int result = attempt();
        while (IsLocked(result) && Environment.TickCount64 < end)
        {
            // Another process holds the lock, and its time does not stand still when a test's clock does.
            await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            result = attempt();
        }

        return ToError(result);
    }

    public static bool IsLocked(int result) => (result & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    private static long GetEnd(TimeSpan timeout) => Environment.TickCount64 + (long)timeout.TotalMilliseconds;

    private static int ToError(int result) => result is raw.SQLITE_DONE or raw.SQLITE_ROW ? raw.SQLITE_OK : result;
}
