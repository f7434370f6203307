namespace Webhooks.Receiver.Sqlite;

/// <summary>The right to write, until it is disposed of.</summary>
internal sealed class SqliteTurn(SqliteWriter writer) : IDisposable
{
    private int _hasEnded;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
        {
            writer.Release();
        }
    }
}
