using Microsoft.Data.Sqlite;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Deliveries that arrive while a handler keeps its transaction open. The clock stands still: nothing can time out.</summary>
public sealed class HeldUpWriteTests : IDisposable
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(30);

    private readonly DatabaseFile _file = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly TaskCompletionSource _entered = new();
    private readonly TaskCompletionSource _mayEnd = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Duplicates_WhileAHandlerKeepsItsTransaction_AreAnsweredAtOnce()
    {
        await using Receiver receiver = await StartAsync();
        (IdempotencyKey completed, InboxDelivery stored) = await FillAsync(receiver.Stores);
        Task<WebhookOutcome> receiving = await EnterAsync(receiver);

        (await receiver.ReceiveAsync("evt_1").WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.InProgress);
        (await ClaimAsync(receiver, completed)).Status.Should().Be(IdempotencyClaimStatus.Completed);
        (await ClaimAsync(receiver, stored.Key)).Status.Should().Be(IdempotencyClaimStatus.Completed);
        (await AcceptAsync(receiver, stored)).Status.Should().Be(InboxAcceptStatus.Duplicate);

        _mayEnd.SetResult();
        (await receiving.WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.Processed);
        (await receiver.ReceiveAsync("evt_1").WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.Duplicate);
    }

    [Fact]
    public async Task Duplicate_HandlerLongerThanItsLease_IsInProgress()
    {
        await using Receiver receiver = await StartAsync();
        Task<WebhookOutcome> receiving = await EnterAsync(receiver);

        _clock.Advance(TimeSpan.FromMinutes(2)); // nobody can renew the claim, and nobody can take it over

        (await receiver.ReceiveAsync("evt_1").WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.InProgress);
        _mayEnd.SetResult();
        (await receiving.WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Claim_OfAnExpiredKeyWhileAHandlerKeepsItsTransaction_Waits()
    {
        await using Receiver receiver = await StartAsync();
        IdempotencyKey expired = Keys.New();
        await receiver.Stores.Idempotency.ClaimAsync(expired, _lease, CancellationToken.None);
        _clock.Advance(_lease);
        Task<WebhookOutcome> receiving = await EnterAsync(receiver);

        Task<IdempotencyClaim> claim = receiver.Stores.Idempotency.ClaimAsync(expired, _lease, CancellationToken.None).AsTask();

        claim.IsCompleted.Should().BeFalse();
        _mayEnd.SetResult();
        await receiving;
        (await claim.WaitAsync(Eventually.Limit)).Status.Should().Be(IdempotencyClaimStatus.Claimed);
    }

    [Fact]
    public async Task Duplicate_ThatArrivedBetweenAGroupAndATransaction_IsAnsweredWhenTheTransactionBegins()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);
        (IdempotencyKey completed, _) = await FillAsync(stores);
        var isWriting = new TaskCompletionSource();
        using var mayEnd = new ManualResetEventSlim();
        Task group = WriterAccess.RunGroupWhile(stores.Services, isWriting, mayEnd);
        await Eventually.Ends(isWriting.Task);

        Task<IDisposable> turn = WriterAccess.TakeTurnAsync(stores.Services);
        Task<IdempotencyClaim> duplicate = stores.Idempotency.ClaimAsync(completed, _lease, CancellationToken.None).AsTask();
        duplicate.IsCompleted.Should().BeFalse("a group's commit is short: nothing is read");
        mayEnd.Set();

        await Eventually.Ends(group);
        using (await turn)
        {
            (await duplicate.WaitAsync(Eventually.Limit)).Status.Should().Be(IdempotencyClaimStatus.Completed);
        }
    }

    [Fact]
    public async Task Duplicates_WhileAnotherProcessKeepsItsTransaction_AreAnswered()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString);
        (IdempotencyKey completed, InboxDelivery stored) = await FillAsync(stores);
        using SqliteConnection other = _file.Open();
        using SqliteTransaction transaction = other.BeginTransaction();

        // Alone, in a group, and behind those that wait for the lock: all but those with a new key.
        Task<IdempotencyClaim>[] claims =
            [.. Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await stores.Idempotency.ClaimAsync(completed, _lease, CancellationToken.None)))];
        Task<InboxAcceptance>[] accepts =
            [.. Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await stores.Inbox.AcceptAsync(stored, CancellationToken.None)))];
        Task<InboxAcceptance> unknown = Task.Run(async () => await stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None));

        (await Task.WhenAll(claims).WaitAsync(Eventually.Limit)).Should().OnlyContain(claim => claim.Status == IdempotencyClaimStatus.Completed);
        (await Task.WhenAll(accepts).WaitAsync(Eventually.Limit)).Should().OnlyContain(accept => accept.Status == InboxAcceptStatus.Duplicate);
        (await ((Func<Task>)(() => unknown)).Should().ThrowAsync<Exception>())
            .Which.Should().Match(e => e is SqliteException || e is TimeoutException, "it waits for the other process, or for those who do");
    }

    [Fact]
    public async Task Accept_BehindALongTransaction_IsUnavailableAndStoredLater()
    {
        await using Receiver receiver = await StartAsync(inBackground: true);
        (await receiver.ReceiveAsync("evt_1").WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.Accepted);
        await Eventually.Ends(_entered.Task);

        Task<WebhookOutcome> accept = receiver.ReceiveAsync("evt_2");
        accept.IsCompleted.Should().BeFalse();

        (await Eventually.EndsAsTimePasses(accept, _clock)).Should().Be(WebhookOutcome.Unavailable, "it is answered 503");
        (await receiver.Stores.Items.ListAsync(new WebhookInboxQuery(), CancellationToken.None)).Should().ContainSingle("only the first is stored");
        _mayEnd.SetResult();
        await Eventually.Holds(async () => await receiver.Stores.Items.CountProcessedAsync(CancellationToken.None) == 1, "the handler's end");
        (await receiver.ReceiveAsync("evt_2").WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.Accepted);
    }

    [Fact]
    public async Task Accepts_MoreBytesThanMayWait_AreRefusedAtOnce()
    {
        await using StoreInstance stores = await StoreInstance.StartAsync(_file.ConnectionString, _clock);
        Task<InboxAcceptance>[] accepts;
        using (await WriterAccess.TakeTurnAsync(stores.Services))
        {
            InboxDelivery[] deliveries = [.. Enumerable.Range(0, 40).Select(_ => Deliveries.New(2 * 1024 * 1024))];

            accepts = [.. deliveries.Select(delivery => stores.Inbox.AcceptAsync(delivery, CancellationToken.None).AsTask())];

            accepts.Count(accept => accept.IsCompleted).Should().BeInRange(8, 10, "64 MiB may wait");
            accepts.Where(accept => accept.IsCompletedSuccessfully).Should().OnlyContain(accept => accept.Result.Status == InboxAcceptStatus.Unavailable);
        }

        InboxAcceptance[] answers = await Task.WhenAll(accepts).WaitAsync(Eventually.Limit);
        answers.Count(answer => answer.Status == InboxAcceptStatus.Accepted).Should().BeInRange(30, 32);
        (await Eventually.Ends(stores.Inbox.AcceptAsync(Deliveries.New(), CancellationToken.None))).Status.Should().Be(InboxAcceptStatus.Accepted);
    }

    private Task<Receiver> StartAsync(bool inBackground = false) => Receiver.StartAsync(
        _file,
        async (_, _) =>
        {
            _entered.TrySetResult();
            await _mayEnd.Task;
        },
        inBackground: inBackground,
        clock: _clock);

    /// <summary>Receives a delivery, and waits until its handler has a transaction.</summary>
    private async Task<Task<WebhookOutcome>> EnterAsync(Receiver receiver)
    {
        Task<WebhookOutcome> receiving = receiver.ReceiveAsync("evt_1");
        await Eventually.Ends(_entered.Task);
        return receiving;
    }

    private static async Task<(IdempotencyKey Completed, InboxDelivery Stored)> FillAsync(StoreInstance stores)
    {
        IdempotencyKey completed = Keys.New();
        IdempotencyClaim claim = await stores.Idempotency.ClaimAsync(completed, _lease, CancellationToken.None);
        await stores.Idempotency.CompleteAsync(completed, claim.Token, TimeSpan.FromDays(7), CancellationToken.None);
        InboxDelivery stored = Deliveries.New();
        await stores.Inbox.AcceptAsync(stored, CancellationToken.None);
        return (completed, stored);
    }

    private static Task<IdempotencyClaim> ClaimAsync(Receiver receiver, IdempotencyKey key) =>
        Eventually.Ends(receiver.Stores.Idempotency.ClaimAsync(key, _lease, CancellationToken.None));

    private static Task<InboxAcceptance> AcceptAsync(Receiver receiver, InboxDelivery delivery) =>
        Eventually.Ends(receiver.Stores.Inbox.AcceptAsync(delivery, CancellationToken.None));
}
