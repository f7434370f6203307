using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Another program keeps the file locked for longer than the stores wait.</summary>
public sealed class LockedFileTests : IDisposable
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15); // two seconds for a group, and a busy machine

    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Calls_FileLocked_FailInTimeAndWorkAgainAfterwards()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString);
        using (SqliteConnection other = _file.Open())
        using (SqliteTransaction transaction = other.BeginTransaction())
        {
            var waited = Stopwatch.StartNew();
            Task[] calls =
            [
                .. Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None))),
                .. Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await stores.Idempotency.ClaimAsync(Keys.New(), _lease, CancellationToken.None))),
            ];

            foreach (Task call in calls)
            {
                var failure = () => call;
                (await failure.Should().ThrowAsync<SqliteException>()).Which.SqliteErrorCode.Should().Be(5);
            }

            waited.Elapsed.Should().BeLessThan(_bound);
        }

        (await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Accepted);
        (await stores.Items.CountAsync(CancellationToken.None)).Pending.Should().Be(1, "nothing that failed is stored");
    }

    [Fact]
    public async Task Reads_FileLocked_GoOn()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString);
        await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None);
        using SqliteConnection other = _file.Open();
        using SqliteTransaction transaction = other.BeginTransaction();

        (await stores.Items.CountAsync(CancellationToken.None)).Pending.Should().Be(1);
        (await stores.Inbox.TakeAsync([new InboxEndpoint("provider", "other")], 1, _lease, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task NewWork_MoreThanMayWait_IsRefusedAtOnce()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString);
        using SqliteConnection other = _file.Open();
        using SqliteTransaction transaction = other.BeginTransaction();

        Task<InboxAcceptance>[] calls =
            [.. Enumerable.Range(0, 1200).Select(_ => Task.Run(async () => await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None)))];
        await Eventually.Holds(() => calls.Count(call => call.IsCompletedSuccessfully) >= 100, "calls to be refused");

        calls.Where(call => call.IsCompletedSuccessfully).Should().OnlyContain(call => call.Result.Status == InboxAcceptStatus.Unavailable);
        await Task.WhenAll(calls.Select(call => ((Task)call).ContinueWith(_ => { }, TaskScheduler.Default)));
    }
}
