using Microsoft.Data.Sqlite;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>There is no room: nothing is acknowledged that is not stored, and the stores work again when there is.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const int LargeBody = 64 * 1024;

    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    /// <summary>On a disk of one megabyte, where the test may mount one; else in a database that may not grow.</summary>
    [Fact]
    public async Task Accept_NoRoom_FailsAndStoresAgainWhenThereIs()
    {
        using SmallDisk? disk = SmallDisk.TryMount(megabytes: 2);
        string connectionString = disk is null ? _file.ConnectionString : $"Data Source={disk.Path}/webhooks.db";
        await using StoreInstance stores = await StoreInstance.StartAsync(connectionString);
        if (disk is null)
        {
            LimitPages(stores, 200);
        }

        List<InboxDelivery> accepted = [];
        SqliteException? failure = null;
        while (failure is null && accepted.Count < 1000)
        {
            InboxDelivery delivery = Deliveries.New(LargeBody);
            try
            {
                (await stores.Inbox.AcceptAsync(delivery, CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Accepted);
                accepted.Add(delivery);
            }
            catch (SqliteException e)
            {
                failure = e;
            }
        }

        failure!.SqliteErrorCode.Should().Be(13, "the disk is full");
        accepted.Should().NotBeEmpty();
        (await stores.Items.CountAsync(CancellationToken.None)).Pending.Should().Be(accepted.Count);

        if (disk is null)
        {
            LimitPages(stores, 100_000);
        }
        else
        {
            disk.Grow(megabytes: 20);
        }

        (await stores.Inbox.AcceptAsync(Deliveries.New(LargeBody), CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Accepted);
        foreach (InboxDelivery delivery in accepted)
        {
            (await stores.Inbox.AcceptAsync(delivery, CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Duplicate);
        }
    }

    [Fact]
    public async Task Accept_GroupWithOneThatHasNoRoom_FailsThatOneOnly()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString);
        LimitPages(stores, 120);
        InboxDelivery large = Deliveries.New(bodySize: 2 * 1024 * 1024);

        using SqliteConnection other = _file.Open();
        SqliteTransaction transaction = other.BeginTransaction(); // so that all of them wait, and become one group
        Task<InboxAcceptance> first = Task.Run(async () => await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None));
        Task<InboxAcceptance>[] small =
            [.. Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None)))];
        Task<InboxAcceptance> tooLarge = Task.Run(async () => await stores.Inbox.AcceptAsync(large, CancellationToken.None));
        await transaction.DisposeAsync();

        var failing = () => tooLarge;
        (await failing.Should().ThrowAsync<SqliteException>()).Which.SqliteErrorCode.Should().Be(13);
        (await Task.WhenAll([first, .. small])).Should().OnlyContain(acceptance => acceptance.Status == InboxAcceptStatus.Accepted);
        (await stores.Items.CountAsync(CancellationToken.None)).Pending.Should().Be(21);
    }

    [Fact]
    public async Task Receive_NoRoom_IsUnavailable()
    {
        await using Receiver receiver = await Receiver.StartAsync(_file, (_, _) => Task.CompletedTask, inTransaction: false, inBackground: true);
        LimitPages(receiver.Stores, 1);

        WebhookOutcome[] outcomes = [.. await Task.WhenAll(Enumerable.Range(0, 20).Select(i => receiver.ReceiveAsync($"evt_{i}")))];

        outcomes.Should().Contain(WebhookOutcome.Unavailable).And.OnlyContain(
            outcome => outcome == WebhookOutcome.Unavailable || outcome == WebhookOutcome.Accepted, "free pages are used first");
        LimitPages(receiver.Stores, 100_000);
        (await receiver.ReceiveAsync("evt_after")).Should().Be(WebhookOutcome.Accepted);
    }

    /// <summary>Makes the database full at a number of pages: SQLite's own limit, which holds for one connection.</summary>
    private static void LimitPages(StoreInstance stores, int pages) => WriterAccess.Run(stores.Services, $"PRAGMA max_page_count = {pages}");
}
