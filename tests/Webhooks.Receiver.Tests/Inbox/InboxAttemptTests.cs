using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>What becomes of an item after an attempt.</summary>
public sealed class InboxAttemptTests
{
    [Fact]
    public async Task Worker_HandlerFails_TriedAgainWithGrowingDelaysThenDead()
    {
        int attempts = 0;
        await using var harness = new InboxHarness(
            (_, _) => throw new InvalidOperationException($"Attempt {++attempts} failed."), options => options.MaxAttempts = 4);
        await harness.Receive();
        await harness.StartWorker();

        Dictionary<int, TimeSpan> delays = [];
        await Eventually.Holds(
            () =>
            {
                if (harness.Inbox.Single is { Result: { Kind: InboxResultKind.Retry } retry } row)
                {
                    delays[row.Attempts] = retry.Time;
                }

                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(500));
                return harness.Inbox.Single.Result?.Kind == InboxResultKind.Dead;
            },
            "the last attempt");
        delays.Keys.Should().Equal(1, 2, 3);
        foreach ((int attempt, TimeSpan delay) in delays)
        {
            delay.TotalSeconds.Should().BeInRange(4 * Math.Pow(2, attempt), 6 * Math.Pow(2, attempt), "ten seconds, doubled each time, vary by a fifth");
        }

        InboxError error = harness.Inbox.Single.Result!.Value.Error!;
        (error.Type, error.Message).Should().Be((typeof(InvalidOperationException).FullName!, "Attempt 4 failed."));
        harness.Receiver.Logs.Of(1027).Should().HaveCount(4);
        harness.Receiver.Logs.Of(1028).Should().ContainSingle();
        harness.Receiver.Clock.Advance(TimeSpan.FromDays(1));
        attempts.Should().Be(4);
    }

    /// <summary>Half of the delays would be longer if they varied after the limit.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(55)]
    public async Task Worker_LongestDelay_IsNotExceededByTheVariation(int firstDelay)
    {
        const int Longest = 60;
        await using var harness = new InboxHarness((_, _) => throw new InvalidOperationException(), options =>
        {
            options.RetryDelay = TimeSpan.FromSeconds(firstDelay);
            options.MaxRetryDelay = TimeSpan.FromSeconds(Longest);
        });
        for (int i = 0; i < 50; i++)
        {
            await harness.Receive(CueDelivery.Click($"evt_{i}"));
        }

        await harness.StartWorker();

        await Eventually.Holds(() => harness.Inbox.Rows.All(row => row.Result?.Kind == InboxResultKind.Retry), "one attempt of each");
        double[] delays = [.. harness.Inbox.Rows.Select(row => row.Result!.Value.Time.TotalSeconds)];
        delays.Should().OnlyContain(delay => delay >= 0.8 * firstDelay && delay <= Longest).And.OnlyHaveUniqueItems("they still vary");
    }

    /// <summary>Delays vary at random, and timers know whole milliseconds only: a wake-up just before the item is due would find nothing.</summary>
    [Fact]
    public async Task Worker_RetryDueBetweenTwoMilliseconds_TakenThenAndNotAtTheNextPoll()
    {
        int attempts = 0;
        await using var harness = new InboxHarness(
            (_, _) => ++attempts == 1 ? throw new InvalidOperationException() : Task.CompletedTask, options => options.PollInterval = TimeSpan.FromHours(1));
        await harness.Receive();
        await harness.StartWorker();
        await harness.SettledAs(InboxResultKind.Retry);
        TimeSpan delay = harness.Inbox.Single.Result!.Value.Time;
        await Eventually.Holds(() => harness.Receiver.Clock.WaitingTimers >= 2, "the wait for the poll and for the retry");

        harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(Math.Floor(delay.TotalMilliseconds)));
        for (int i = 0; i < 1000; i++)
        {
            await Task.Yield(); // a take that comes too early finds nothing
        }

        harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(2));

        await harness.SettledAs(InboxResultKind.Processed);
    }

    [Fact]
    public async Task Worker_PermanentFailure_DeadAtOnce()
    {
        await using var harness = new InboxHarness((_, _) => throw new WebhookPermanentFailureException("No such account."));
        await harness.Receive();
        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Dead);
        (harness.Inbox.Single.Attempts, harness.Inbox.Single.Result!.Value.Error!.Message).Should().Be((1, "No such account."));
    }

    [Fact]
    public async Task Worker_PermanentFailureOfAnItemThatWasTakenOver_IsNotReportedAsDead()
    {
        InboxHarness? harness = null;
        await using InboxHarness disposed = harness = new InboxHarness((_, _) =>
        {
            harness!.Inbox.Single.Token = new ClaimToken(long.MaxValue);
            throw new WebhookPermanentFailureException("No such account.");
        });
        using var meter = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        await harness.Receive();
        await harness.StartWorker();

        await Eventually.Holds(() => meter.Of(WebhookTelemetry.InboxAttempts).Count == 1, "the end of the attempt");
        meter.Of(WebhookTelemetry.InboxAttempts).Single()[WebhookTelemetry.InboxResultTag].Should().Be("failed", "the other owner records a result");
        harness.Receiver.Logs.Of(1028).Should().BeEmpty();
        harness.Inbox.Single.Result.Should().BeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Worker_RetryAsked_DueAtThatTime(bool asTime)
    {
        InboxHarness? harness = null;
        await using InboxHarness disposed = harness = new InboxHarness((_, _) => throw (asTime
            ? new WebhookRetryException(harness!.Receiver.Clock.GetUtcNow() + TimeSpan.FromHours(2))
            : new WebhookRetryException(TimeSpan.FromHours(2))));
        await harness.Receive();
        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Retry);
        harness.Inbox.Single.Result!.Value.Time.Should().Be(TimeSpan.FromHours(2));
        harness.Receiver.Logs.Of(1032).Should().ContainSingle();
        harness.Receiver.Logs.Of(1027).Should().BeEmpty("a handler that asks for a retry has not failed by mistake");
    }

    [Fact]
    public async Task Worker_AttemptsEndedWithoutResult_DeadWithoutHandler()
    {
        int handled = 0;
        await using var harness = new InboxHarness((_, _) => Task.FromResult(handled++), options => options.MaxAttempts = 3);
        await harness.Receive();
        harness.Inbox.Single.Attempts = 3; // three processes died with it

        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Dead);
        handled.Should().Be(0);
        harness.Inbox.Single.Result!.Value.Error!.Type.Should().Be("AttemptsExhausted");
    }

    [Fact]
    public async Task Worker_SuccessCannotBeRecorded_NothingIsReportedAndTheItemIsTakenAgain()
    {
        int handled = 0;
        await using var harness = new InboxHarness((_, _) => Task.FromResult(Interlocked.Increment(ref handled)));
        using var meter = new MeterCollector(harness.Receiver.Services.GetRequiredService<IMeterFactory>());
        await harness.Receive();
        bool isAway = true;
        harness.Inbox.Before = call => isAway && call == nameof(IInboxStore.SettleAsync) ? throw new IOException("away") : Task.CompletedTask;
        await harness.StartWorker();

        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(500));
                return meter.Of(WebhookTelemetry.InboxAttempts).Count == 1;
            },
            "the end of the first attempt");
        meter.Of(WebhookTelemetry.InboxAttempts).Single()[WebhookTelemetry.InboxResultTag].Should().Be("unavailable");
        isAway = false;
        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(500));
                return harness.Inbox.Single.Result?.Kind == InboxResultKind.Processed;
            },
            "a second attempt after the lease");
        handled.Should().Be(2, "without a transaction, a success that was not recorded is repeated");
    }
}
