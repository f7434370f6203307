using Microsoft.Data.Sqlite;

namespace Webhooks.Receiver.Sqlite.Tests;

public sealed class SqlitePurgeTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retention = TimeSpan.FromDays(7);

    private readonly ManualTimeProvider _clock = new();
    private readonly DatabaseFile _file = new();
    private StoreInstance _stores = null!;

    public async Task InitializeAsync() => _stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Purge_Keys_GoAfterTheirRetentionAndNotBefore()
    {
        await CompleteAsync(Keys.New());
        _clock.Advance(_retention / 2);
        IdempotencyKey later = Keys.New();
        await CompleteAsync(later);
        _clock.Advance(_retention / 2);

        await PassTimeUntil(() => Count("webhook_keys") == 1);

        IdempotencyClaim claim = await _stores.Idempotency.ClaimAsync(later, _lease, CancellationToken.None);
        claim.Status.Should().Be(IdempotencyClaimStatus.Completed);
    }

    [Fact]
    public async Task Purge_ClaimOfACrashedProcess_StaysForADay()
    {
        IdempotencyKey key = Keys.New();
        IdempotencyClaim claim = await _stores.Idempotency.ClaimAsync(key, _lease, CancellationToken.None);
        await CompleteAsync(Keys.New(), TimeSpan.FromHours(1));
        _clock.Advance(TimeSpan.FromHours(2));
        await PassTimeUntil(() => Count("webhook_keys") == 1);

        (await _stores.Idempotency.RenewAsync(key, claim.Token, _lease, CancellationToken.None)).Should().BeTrue();
        _clock.Advance(TimeSpan.FromDays(2));
        await PassTimeUntil(() => Count("webhook_keys") == 0);
    }

    [Fact]
    public async Task Purge_ProcessedItem_GoesBeforeItsKey()
    {
        InboxDelivery delivery = await HandleAsync(InboxResult.Processed(_retention));
        _clock.Advance(TimeSpan.FromDays(1));

        await PassTimeUntil(() => Count("webhook_inbox") == 0);

        Count("webhook_content").Should().Be(0);
        (await _stores.Inbox.AcceptAsync(delivery, CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Duplicate);
    }

    [Fact]
    public async Task Purge_DeadItem_LeavesItsKeyForTheRetention()
    {
        InboxDelivery delivery = await HandleAsync(InboxResult.Dead(new InboxError("type", "message")));
        _clock.Advance(TimeSpan.FromDays(29));
        await PassTime(10);
        Count("webhook_inbox").Should().Be(1);
        _clock.Advance(TimeSpan.FromDays(1));

        await PassTimeUntil(() => Count("webhook_inbox") == 0);

        (await _stores.Inbox.AcceptAsync(delivery, CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Duplicate);
        _clock.Advance(_retention);
        await PassTimeUntil(() => Count("webhook_keys") == 0);
    }

    [Fact]
    public async Task Purge_PendingItem_Stays()
    {
        await _stores.Inbox.AcceptAsync(NewDelivery(), CancellationToken.None);

        _clock.Advance(TimeSpan.FromDays(400));
        await PassTime(10);

        Count("webhook_inbox").Should().Be(1);
        Count("webhook_keys").Should().Be(1);
    }

    [Fact]
    public async Task Purge_ManyKeysUnderLoad_StopsNoClaimAndLosesNone()
    {
        const int Expired = 30_000;
        InsertCompletedKeys(Expired, until: _clock.GetUtcNow().ToUnixTimeMilliseconds() - 1);
        List<IdempotencyKey> claimed = [];
        var purged = PassTimeUntil(() => Count("webhook_keys", "item_id = -1") == 0, TimeSpan.FromMilliseconds(400)); // a claim may wait for four seconds

        while (!purged.IsCompleted)
        {
            IdempotencyKey key = Keys.New();
            IdempotencyClaim claim = await _stores.Idempotency.ClaimAsync(key, TimeSpan.FromDays(100), CancellationToken.None);
            claim.Status.Should().Be(IdempotencyClaimStatus.Claimed);
            claimed.Add(key);
        }

        await purged;
        claimed.Should().NotBeEmpty();
        Count("webhook_keys").Should().Be(claimed.Count);
    }

    [Fact]
    public async Task Purge_ManyKeysAndNoItems_DoesNotWaitAtEachPageOfItems()
    {
        const int Expired = 30_000;
        InsertCompletedKeys(Expired, until: _clock.GetUtcNow().ToUnixTimeMilliseconds() - 1);
        await PassTimeUntil(() => Count("webhook_keys") < Expired);
        DateTimeOffset begun = _clock.GetUtcNow();

        await PassTimeUntil(() => Count("webhook_keys") == 0, TimeSpan.FromMilliseconds(5));

        (_clock.GetUtcNow() - begun).Should().BeLessThan(TimeSpan.FromMinutes(1), "that is the pause if there is little to delete");
    }

    private async Task CompleteAsync(IdempotencyKey key, TimeSpan? retention = null)
    {
        IdempotencyClaim claim = await _stores.Idempotency.ClaimAsync(key, _lease, CancellationToken.None);
        await _stores.Idempotency.CompleteAsync(key, claim.Token, retention ?? _retention, CancellationToken.None);
    }

    private async Task<InboxDelivery> HandleAsync(InboxResult result)
    {
        InboxDelivery delivery = NewDelivery();
        await _stores.Inbox.AcceptAsync(delivery, CancellationToken.None);
        InboxItem item = (await _stores.Inbox.TakeAsync([new InboxEndpoint("provider", "endpoint")], 1, _lease, CancellationToken.None)).Single();
        (await _stores.Inbox.SettleAsync(delivery.Key, item.Token, result, CancellationToken.None)).Should().BeTrue();
        return delivery;
    }

    private static InboxDelivery NewDelivery() => new()
    {
        Key = Keys.New(),
        Provider = "provider",
        Endpoint = "endpoint",
        EventType = "type",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Retention = _retention,
        Metadata = new byte[10],
        Body = new byte[100],
    };

    private void InsertCompletedKeys(int count, long until)
    {
        using SqliteConnection connection = _file.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
            INSERT INTO webhook_keys (key_hash, state, token, until, item_id) SELECT randomblob(32), 1, 0, $until, -1 FROM n
            """;
        command.Parameters.AddWithValue("$count", count);
        command.Parameters.AddWithValue("$until", until);
        command.ExecuteNonQuery();
    }

    private Task PassTimeUntil(Func<bool> condition, TimeSpan? step = null) => Task.Run(() => Eventually.Holds(
        () =>
        {
            _clock.Advance(step ?? TimeSpan.FromSeconds(1));
            return condition();
        },
        "expired rows to be deleted"));

    /// <summary>Lets the purge look at both tables several times.</summary>
    private async Task PassTime(int minutes)
    {
        for (int i = 0; i < minutes * 60; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private long Count(string table, string condition = "true") => (long)_file.Query($"SELECT count(*) FROM {table} WHERE {condition}")!;
}
