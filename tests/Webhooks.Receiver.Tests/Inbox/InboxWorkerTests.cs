using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class InboxWorkerTests
{
    [Fact]
    public async Task Worker_StoredDelivery_HandledOnceWithItsContext()
    {
        ConcurrentQueue<(CueEvent Event, string Provider, string Endpoint, string Body)> handled = [];
        await using var harness = new InboxHarness((e, context) =>
        {
            WebhookDelivery delivery = context.Delivery;
            handled.Enqueue((e, delivery.Provider, delivery.Endpoint, System.Text.Encoding.UTF8.GetString(delivery.Body.Span)));
            delivery.Authenticated.Should().Be(AuthenticatedParts.Body | AuthenticatedParts.Identity);
            delivery.Key.DisplayText.Should().Contain("evt_1");
            return Task.CompletedTask;
        });
        await harness.Receive();
        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Processed);

        (CueEvent e, string provider, string endpoint, string body) = handled.Should().ContainSingle().Subject;
        e.Should().BeOfType<CueAdClick>().Which.Data.ClickId.Should().Be("k");
        (provider, endpoint, body).Should().Be(("cue", "/background", CueDelivery.ClickBody("evt_1")));
        harness.Inbox.Single.Result!.Value.Time.Should().Be(TimeSpan.FromDays(7), "the key is kept as long as an inline one");
    }

    /// <summary>What an endpoint's option allows to be stored, the worker reads again.</summary>
    [Fact]
    public async Task Worker_StoredDeliveryWithManyLevels_IsHandled()
    {
        string deep = new string('[', 999) + new string(']', 999);
        ConcurrentQueue<CueEvent> handled = [];
        await using var harness = new InboxHarness(
            (e, _) =>
            {
                handled.Enqueue(e);
                return Task.CompletedTask;
            },
            build: builder => builder.Configure("Cue", options => options.MaxJsonDepth = 1000));
        await harness.Receive(CueDelivery.Signed(CueDelivery.ClickBody("evt_1")[..^1] + $",\"x\":{deep}}}"));
        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Processed);

        handled.Should().ContainSingle().Which.ExtensionData!["x"].GetRawText().Should().Be(deep);
    }

    [Fact]
    public async Task Worker_StoredWhileIdle_HandledWithoutWaitingForThePoll()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        await harness.StartWorker();
        await Eventually.Holds(() => harness.Inbox.Takes > 0, "the first look");

        await harness.Receive();

        await harness.SettledAs(InboxResultKind.Processed); // the clock stands: no poll is due
    }

    [Fact]
    public async Task Worker_Idle_LooksOnceInFiveSeconds()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        await harness.StartWorker();
        await Eventually.Holds(() => harness.Inbox.Takes == 1, "the first look");

        for (int poll = 2; poll <= 4; poll++)
        {
            harness.Receiver.Clock.Advance(TimeSpan.FromSeconds(4.9));
            await Task.Yield();
            harness.Inbox.Takes.Should().Be(poll - 1);
            await Eventually.Holds(
                () =>
                {
                    harness.Receiver.Clock.Advance(TimeSpan.FromSeconds(0.1));
                    return harness.Inbox.Takes == poll;
                },
                "the next look");
        }
    }

    [Fact]
    public async Task Worker_HostStops_HandlerIsCancelledAndTheItemReturned()
    {
        var started = new TaskCompletionSource();
        await using var harness = new InboxHarness(async (_, context) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        });
        await harness.Receive();
        await harness.StartWorker();
        await Eventually.Ends(started.Task);

        Task stopping = harness.StopWorker();
        await Eventually.EndsAsTimePasses(stopping, harness.Receiver.Clock);

        harness.Inbox.Single.Result!.Value.Kind.Should().Be(InboxResultKind.Returned);
        harness.Inbox.Single.Attempts.Should().Be(0, "an attempt that the host ended is not counted");
    }

    [Fact]
    public async Task Worker_HostStops_TakesNothingMore()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        await harness.Receive();
        harness.Receiver.Lifetime.StopApplication();
        await harness.StartWorker();

        await harness.StopWorker();

        harness.Inbox.Single.Result?.Kind.Should().NotBe(InboxResultKind.Processed);
    }

    [Fact]
    public async Task Worker_StoppedBeforeItWasStarted_StopsAtOnce()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        IHostedService worker = harness.Receiver.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "InboxWorker");

        await Eventually.Ends(worker.StopAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Worker_LongHandler_LeaseIsRenewed()
    {
        var end = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        await using var harness = new InboxHarness((_, _) =>
        {
            started.TrySetResult();
            return end.Task;
        });
        await harness.Receive();
        await harness.StartWorker();
        await Eventually.Ends(started.Task);

        for (int renewals = 1; renewals <= 6; renewals++)
        {
            harness.Receiver.Clock.Advance(TimeSpan.FromSeconds(10));
            await Eventually.Holds(() => harness.Inbox.Renewals >= renewals, "a renewal each third of the lease");
        }

        harness.Inbox.Single.Attempts.Should().Be(1, "the lease never ended");
        end.SetResult();
        await harness.SettledAs(InboxResultKind.Processed);
    }

    [Fact]
    public async Task Worker_ManyItems_NotMoreThanAllowedAtTheSameTime()
    {
        int running = 0;
        int most = 0;
        var gate = new TaskCompletionSource();
        await using var harness = new InboxHarness(
            async (_, _) =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await gate.Task;
                Interlocked.Decrement(ref running);
            },
            options => options.MaxConcurrency = 3);
        for (int i = 0; i < 20; i++)
        {
            await harness.Receive(CueDelivery.Click($"evt_{i}"));
        }

        await harness.StartWorker();
        await Eventually.Holds(() => Volatile.Read(ref running) == 3, "three handlers to run");
        gate.SetResult();

        await Eventually.Holds(() => harness.Inbox.Rows.All(row => row.Result?.Kind == InboxResultKind.Processed), "all to be processed");
        most.Should().Be(3);
    }

    [Fact]
    public async Task Worker_StoreFailsForAWhile_ComesBackByItself()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        await harness.Receive();
        int failures = 0;
        harness.Inbox.Before = call => call == nameof(IInboxStore.TakeAsync) && ++failures <= 3 ? throw new IOException("away") : Task.CompletedTask;

        await harness.StartWorker();

        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromMilliseconds(500));
                return harness.Inbox.Single.Result?.Kind == InboxResultKind.Processed;
            },
            "the item to be processed");
        harness.Receiver.Logs.Of(1029).Should().HaveCount(3);
    }

    [Fact]
    public async Task Worker_OneItemOfAnEndpointUnknownHere_LeftToOthers()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        var other = new WebhookEndpoint<CueEvent>("/elsewhere", (_, _) => Task.CompletedTask, new() { ProcessInBackground = true });
        await harness.Receiver.Receiver.ReceiveAsync(CueDelivery.Click(), harness.Endpoint, CancellationToken.None);
        await harness.Inbox.AcceptAsync(OtherDelivery(harness.Inbox.Single.Delivery, other.Name), CancellationToken.None);

        await harness.StartWorker();

        await Eventually.Holds(() => harness.Inbox.Rows[0].Result?.Kind == InboxResultKind.Processed, "ours to be processed");
        harness.Inbox.Rows[1].Attempts.Should().Be(0);
    }

    [Fact]
    public async Task Worker_Attempt_ContinuesTheTraceOfTheDelivery()
    {
        using var activities = new ActivityCollector();
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        using (Activity request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            await harness.Receive();
            await harness.StartWorker();
            await harness.SettledAs(InboxResultKind.Processed);
            await Eventually.Holds(
                () => activities.All.Any(activity => activity.OperationName == WebhookTelemetry.HandlingActivity && activity.TraceId == request.TraceId),
                "the attempt's activity");
        }
    }

    private static InboxDelivery OtherDelivery(InboxDelivery delivery, string endpoint) => new()
    {
        Key = IdempotencyKey.Create("cue", endpoint, null, DeliveryIdentity.FromSigned("evt_other")),
        Provider = delivery.Provider,
        Endpoint = endpoint,
        EventType = delivery.EventType,
        ReceivedAt = delivery.ReceivedAt,
        Retention = delivery.Retention,
        Metadata = delivery.Metadata,
        Body = delivery.Body,
    };

    private static void InterlockedMax(ref int target, int value)
    {
        for (int seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
