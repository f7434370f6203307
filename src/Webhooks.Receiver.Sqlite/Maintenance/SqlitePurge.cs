using Microsoft.Extensions.Options;

namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// Deletes what has expired: keys, and processed and dead items. Walks through both tables in the order of their rows, a page at a time,
/// without an index of what expires when: such an index would cost each claim and each success a page more.
/// </summary>
internal sealed class SqlitePurge(SqliteDatabase database, SqliteWriter writer, IOptions<WebhookInboxOptions> options)
{
    /// <summary>The number of rows that one statement looks at, beside writers.</summary>
    public const int PageSize = 10_000;

    /// <summary>The number of rows that one transaction deletes.</summary>
    public const int BatchSize = 500;

    /// <summary>How much of a page has to be expired for the next page to follow soon.</summary>
    private const int ManyExpired = PageSize / 10;

    /// <summary>How long a claim is kept after its lease: its owner may still come back and complete it.</summary>
    private static readonly TimeSpan _claimGrace = TimeSpan.FromDays(1);

    private readonly WebhookInboxOptions _options = options.Value;
    private byte[] _lastKey = [];
    private long _lastItem;
    private bool _isItemsTurn;
    private bool _hasMoreInOther;

    /// <summary>Looks at the next page of one table, and deletes what has expired there.</summary>
    /// <param name="pause">Waits between two transactions, so that others can write.</param>
    /// <returns>Whether there is much to delete in one of the tables, so that the next page should follow soon.</returns>
    public async Task<bool> PurgePageAsync(Func<Task> pause)
    {
        _isItemsTurn = !_isItemsTurn;
        bool hasMore = _isItemsTurn
            ? await DeleteAsync(FindExpiredItems(), DeleteItem, pause).ConfigureAwait(false)
            : await DeleteAsync(FindExpiredKeys(), DeleteKey, pause).ConfigureAwait(false);
        bool hasMoreInOther = _hasMoreInOther;
        _hasMoreInOther = hasMore; // it is the other table's turn next
        return hasMore || hasMoreInOther;
    }

    private async Task<bool> DeleteAsync<T>(List<T> expired, Func<SqliteSession, T, int> delete, Func<Task> pause)
    {
        foreach (T[] batch in expired.Chunk(BatchSize))
        {
            await writer.RunInGroupAsync(session => batch.Sum(row => delete(session, row)), CancellationToken.None).ConfigureAwait(false);
            await pause().ConfigureAwait(false);
        }

        return expired.Count >= ManyExpired;
    }

    private List<byte[]> FindExpiredKeys() => database.Read(session =>
    {
        (long completed, long claimed) = GetKeyLimits();
        using SqliteStatement page = session.Prepare("""
            SELECT key_hash, until <= CASE state WHEN 1 THEN ?2 ELSE ?3 END FROM webhook_keys WHERE key_hash > ?1 ORDER BY key_hash LIMIT ?4
            """);
        page.Bind(1, _lastKey).Bind(2, completed).Bind(3, claimed).Bind(4, PageSize);
        List<byte[]> expired = [];
        byte[] last = [];
        while (page.Step())
        {
            last = page.GetBytes(0).ToArray();
            if (page.GetInt64(1) != 0)
            {
                expired.Add(last);
            }
        }

        _lastKey = last; // at the end of the table: from its beginning
        return expired;
    });

    private List<long> FindExpiredItems() => database.Read(session =>
    {
        (long processed, long dead) = GetItemLimits();
        using SqliteStatement page = session.Prepare("""
            SELECT id, settled_at <= CASE state WHEN 1 THEN ?2 ELSE ?3 END FROM webhook_inbox WHERE id > ?1 ORDER BY id LIMIT ?4
            """);
        page.Bind(1, _lastItem).Bind(2, processed).Bind(3, dead).Bind(4, PageSize);
        List<long> expired = [];
        long last = 0;
        while (page.Step())
        {
            last = page.GetInt64(0);
            if (page.GetInt64(1) != 0)
            {
                expired.Add(last);
            }
        }

        _lastItem = last;
        return expired;
    });

    /// <summary>Deletes a key, unless it was claimed or stored since it was found.</summary>
    private int DeleteKey(SqliteSession session, byte[] key)
    {
        (long completed, long claimed) = GetKeyLimits();
        using SqliteStatement delete = session.Prepare(
            "DELETE FROM webhook_keys WHERE key_hash = ?1 AND until <= CASE state WHEN 1 THEN ?2 ELSE ?3 END");
        return delete.Bind(1, key).Bind(2, completed).Bind(3, claimed).Run();
    }

    /// <summary>Deletes an item, unless it was requeued since it was found.</summary>
    private int DeleteItem(SqliteSession session, long id)
    {
        (long processed, long dead) = GetItemLimits();
        using SqliteStatement find = session.Prepare("""
            SELECT 1 FROM webhook_inbox WHERE id = ?1 AND settled_at <= CASE state WHEN 1 THEN ?2 ELSE ?3 END
            """);
        bool isExpired = find.Bind(1, id).Bind(2, processed).Bind(3, dead).Step();
        return isExpired && InboxChanging.Delete(session, id, database.Clock.Now()) ? 1 : 0;
    }

    private (long Completed, long Claimed) GetKeyLimits()
    {
        long now = database.Clock.Now();
        return (now, now - (long)_claimGrace.TotalMilliseconds);
    }

    private (long Processed, long Dead) GetItemLimits()
    {
        long now = database.Clock.Now();
        return (now - SqliteClock.ToMilliseconds(_options.ProcessedRetention), now - SqliteClock.ToMilliseconds(_options.DeadRetention));
    }
}
