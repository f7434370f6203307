using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Sqlite.Tests;

public sealed class SqliteTransactionSettlementTests : IDisposable
{
    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Handler_Succeeds_EffectAndCompletionAreCommitted()
    {
        await using Receiver receiver = await Receiver.StartAsync(_file, Receiver.InsertEffectAsync);

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Processed);
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Duplicate);

        Effects().Should().Be(1);
    }

    [Fact]
    public async Task Handler_Throws_NothingIsCommittedAndTheNextAttemptIsHandled()
    {
        bool fails = true;
        await using Receiver receiver = await Receiver.StartAsync(_file, async (e, context) =>
        {
            await Receiver.InsertEffectAsync(e, context);
            if (fails)
            {
                throw new InvalidOperationException("after its effect");
            }
        });

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Failed);
        Effects().Should().Be(0);

        fails = false;
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Processed);
        Effects().Should().Be(1);
    }

    [Fact]
    public async Task Handler_ClaimTakenOverBeforeItsTransaction_IsLostAndNotRun()
    {
        bool isRun = false;
        await using Receiver other = await Receiver.StartAsync(_file, (_, _) => Task.CompletedTask);
        await using Receiver receiver = await Receiver.StartAsync(
            _file, (_, _) => Task.FromResult(isRun = true), more: services => services.AddSingleton<IIdempotencyStore>(provider =>
                new FaultInjectingIdempotencyStore(other.Stores.Idempotency)));
        var faults = (FaultInjectingIdempotencyStore)receiver.Stores.Services.GetRequiredService<IIdempotencyStore>();
        faults.Inject(IdempotencyOperation.Claim, IdempotencyFault.Run(
            async call => await Task.Run(() => _file.Execute("UPDATE webhook_keys SET token = token + 100000")), FaultTiming.AfterEffect));

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.ClaimLost);

        isRun.Should().BeFalse();
    }

    [Fact]
    public async Task Handler_ClaimTakenOverInItsTransaction_RollsBack()
    {
        await using Receiver receiver = await Receiver.StartAsync(_file, async (e, context) =>
        {
            await Receiver.InsertEffectAsync(e, context);

            // What no other process can do while the transaction is open: the rule has to hold all the same.
            IWebhookTransaction transaction = context.Services.GetRequiredService<IWebhookTransaction>();
            await using var command = transaction.Connection.CreateCommand();
            command.Transaction = transaction.Transaction;
            command.CommandText = "UPDATE webhook_keys SET token = token + 100000";
            await command.ExecuteNonQueryAsync();
        });

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.ClaimLost);

        Effects().Should().Be(0);
    }

    [Fact]
    public async Task Handler_EndsTheTransaction_IsUnavailableAndNotCompleted()
    {
        await using Receiver receiver = await Receiver.StartAsync(_file, (_, context) =>
        {
            context.Services.GetRequiredService<IWebhookTransaction>().Transaction.Rollback();
            return Task.CompletedTask;
        });

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Unavailable);

        _file.Query("SELECT count(*) FROM webhook_keys WHERE state = 1").Should().Be(0L);
    }

    [Fact]
    public async Task Handlers_AtOnce_EachRunsAlone()
    {
        int running = 0;
        int most = 0;
        await using Receiver receiver = await Receiver.StartAsync(_file, async (e, context) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Receiver.InsertEffectAsync(e, context);
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });

        WebhookOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => receiver.ReceiveAsync($"evt_{i}"))));

        outcomes.Should().AllBeEquivalentTo(WebhookOutcome.Processed);
        Effects().Should().Be(20);
        most.Should().Be(1);
    }

    [Fact]
    public async Task Renewal_WhileTheHandlerHasItsTransaction_HoldsTheClaim()
    {
        var clock = new ManualTimeProvider();
        var entered = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        await using Receiver receiver = await Receiver.StartAsync(
            _file,
            async (e, context) =>
            {
                await Receiver.InsertEffectAsync(e, context);
                entered.SetResult();
                await mayEnd.Task;
            },
            clock: clock);
        Task<WebhookOutcome> receiving = receiver.ReceiveAsync("evt_1");
        await Eventually.Ends(entered.Task);

        for (int i = 0; i < 12; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(10)); // four leases
        }

        mayEnd.SetResult();
        (await receiving.WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.Processed);
        Effects().Should().Be(1);
    }

    [Fact]
    public async Task Write_WhileAHandlerKeepsItsTransaction_EndsWithATimeout()
    {
        var clock = new ManualTimeProvider();
        var entered = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        await using Receiver receiver = await Receiver.StartAsync(
            _file,
            async (_, _) =>
            {
                entered.SetResult();
                await mayEnd.Task;
            },
            clock: clock);
        Task<WebhookOutcome> receiving = receiver.ReceiveAsync("evt_1");
        await Eventually.Ends(entered.Task);

        Task<IdempotencyClaim> claim = receiver.Stores.Idempotency.ClaimAsync(Keys.New(), TimeSpan.FromSeconds(30), CancellationToken.None).AsTask();
        claim.IsCompleted.Should().BeFalse();
        var waiting = async () => await Eventually.EndsAsTimePasses(claim, clock);

        (await waiting.Should().ThrowAsync<TimeoutException>()).Which.Message.Should().StartWith("The SQLite file is busy");
        mayEnd.SetResult();
        (await receiving.WaitAsync(Eventually.Limit)).Should().Be(WebhookOutcome.Processed);
        await Eventually.Ends(receiver.Stores.Idempotency.ClaimAsync(Keys.New(), TimeSpan.FromSeconds(30), CancellationToken.None));
    }

    [Fact]
    public async Task Write_CancelledWhileItWaits_IsDroppedAndNotDone()
    {
        var entered = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        await using Receiver receiver = await Receiver.StartAsync(_file, async (_, _) =>
        {
            entered.SetResult();
            await mayEnd.Task;
        });
        Task<WebhookOutcome> receiving = receiver.ReceiveAsync("evt_1");
        await Eventually.Ends(entered.Task);
        using var cancellation = new CancellationTokenSource();
        InboxDelivery delivery = Deliveries.New();

        Task<InboxAcceptance> accept = receiver.Stores.Inbox.AcceptAsync(delivery, cancellation.Token).AsTask();
        accept.IsCompleted.Should().BeFalse();
        await cancellation.CancelAsync();

        var waiting = () => accept;
        await waiting.Should().ThrowAsync<OperationCanceledException>("the body may be used no longer");
        mayEnd.SetResult();
        await receiving;
        (await receiver.Stores.Inbox.AcceptAsync(delivery, CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Accepted);
    }

    [Fact]
    public async Task Handler_FileLockedByAnotherProcess_IsUnavailableAndNotRun()
    {
        bool isRun = false;
        await using Receiver receiver = await Receiver.StartAsync(_file, (_, _) => Task.FromResult(isRun = true));
        using (SqliteConnection other = _file.Open())
        using (SqliteTransaction transaction = other.BeginTransaction())
        {
            (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Unavailable);
        }

        isRun.Should().BeFalse();
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Processed);
    }

    [Fact]
    public async Task Background_HandlerFailsOnce_EffectIsThereOnce()
    {
        int attempts = 0;
        await using Receiver receiver = await Receiver.StartAsync(
            _file,
            async (e, context) =>
            {
                await Receiver.InsertEffectAsync(e, context);
                if (Interlocked.Increment(ref attempts) == 1)
                {
                    throw new InvalidOperationException("after its effect");
                }
            },
            inBackground: true,
            more: services => services.Configure<WebhookInboxOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(1)));

        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Accepted);

        await Eventually.Holds(async () => await receiver.Stores.Items.CountProcessedAsync(CancellationToken.None) == 1, "the item to be processed");
        Effects().Should().Be(1);
        attempts.Should().Be(2);
        (await receiver.ReceiveAsync("evt_1")).Should().Be(WebhookOutcome.Duplicate);
    }

    private long Effects() => (long)_file.Query("SELECT count(*) FROM effects")!;
}
