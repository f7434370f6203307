using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>Questions: a handler answers them, and they are neither claimed nor stored. What goes wrong is no answer.</summary>
public sealed class QuestionTests
{
    private const string Secret = "question-secret-77aa";
    private static readonly WebhookAnswer _allow = WebhookAnswer.Json("""{"allow":true}"""u8.ToArray());

    [Fact]
    public async Task Question_ThatIsForged_IsNotAsked()
    {
        await using ReceiverHarness harness = Start();
        int asked = 0;

        WebhookReceiveResult result = await AskAsync(harness, Endpoint(_ => Answer(ref asked)), "another");

        (result.Outcome, result.Answer, asked).Should().Be((WebhookOutcome.Unauthenticated, null, 0));
    }

    /// <summary>What was captured long ago must not be asked again.</summary>
    [Theory]
    [InlineData("2026-03-13T17:41:14Z", WebhookOutcome.Answered, null)]
    [InlineData("2026-03-13T17:41:13Z", WebhookOutcome.Unauthenticated, SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("may I?", WebhookOutcome.Unauthenticated, SignatureFailure.TimestampMissing)]
    public async Task Question_OlderThanTheMaxEventAge_IsNotAsked(string body, WebhookOutcome outcome, SignatureFailure? failure)
    {
        await using ReceiverHarness harness = Start(new() { ["Webhooks:question:MaxEventAge"] = "00:10:00" });
        int asked = 0;

        WebhookReceiveResult result = await AskAsync(harness, Endpoint(_ => Answer(ref asked)), body: body);

        (result.Outcome, result.SignatureFailure, asked).Should().Be((outcome, failure, outcome == WebhookOutcome.Answered ? 1 : 0));
    }

    [Fact]
    public async Task Question_IsAnsweredEachTimeAndLeavesNothingBehind()
    {
        await using ReceiverHarness harness = Start();
        int asked = 0;
        WebhookEndpoint<QuestionEvent> endpoint = Endpoint(_ => Answer(ref asked));

        for (int i = 1; i <= 3; i++)
        {
            WebhookReceiveResult result = await AskAsync(harness, endpoint);

            (result.Outcome, result.Answer, result.IsAcknowledged, asked).Should().Be((WebhookOutcome.Answered, _allow, true, i));
        }

        harness.Memory.Count.Should().Be(0);
        Enum.GetValues<IdempotencyOperation>().Sum(harness.Store.GetCallCount).Should().Be(0);
    }

    [Fact]
    public async Task Question_WhoseHandlerThrows_IsAFailure()
    {
        await using ReceiverHarness harness = Start();

        WebhookReceiveResult result = await AskAsync(harness, Endpoint(_ => throw new IOException("no")));

        (result.Outcome, result.Reason, result.Answer).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.HandlerThrew, null));
        harness.Logs.Of(1037).Should().ContainSingle();
        harness.Logs.Of(1004).Should().BeEmpty("there is no claim to release");
    }

    [Fact]
    public async Task Question_WhoseHandlerReturnsNothing_IsAFailure()
    {
        await using ReceiverHarness harness = Start();

        WebhookReceiveResult result = await AskAsync(harness, Endpoint(_ => Task.FromResult<WebhookAnswer>(null!)));

        (result.Outcome, result.Answer).Should().Be((WebhookOutcome.Failed, null));
    }

    /// <summary>The sender's deadline is five seconds; after it, no answer helps.</summary>
    [Theory]
    [InlineData(null, 5)]
    [InlineData("00:00:02", 2)]
    public async Task Question_WhoseHandlerTakesTooLong_IsUnavailable(string? handlerTimeout, int seconds)
    {
        await using ReceiverHarness harness = Start(new() { ["Webhooks:question:HandlerTimeout"] = handlerTimeout });
        Task<WebhookReceiveResult> asking = AskAsync(harness, Endpoint(async context =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            return _allow;
        })).AsTask();
        await Eventually.Holds(() => harness.Clock.WaitingTimers > 0, "the timeout runs");

        harness.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        asking.IsCompleted.Should().BeFalse();
        harness.Clock.Advance(TimeSpan.FromMilliseconds(1));

        WebhookReceiveResult result = await Eventually.EndsAsTimePasses(asking, harness.Clock);
        (result.Outcome, result.Reason, result.Answer).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HandlerTimedOut, null));
    }

    /// <summary>An answer that comes after the refusal is not sent, and a claim that does not exist is not renewed.</summary>
    [Fact]
    public async Task Question_WhoseHandlerIgnoresItsToken_IsUnavailable()
    {
        await using ReceiverHarness harness = Start();
        var release = new TaskCompletionSource<WebhookAnswer>();
        Task<WebhookReceiveResult> asking = AskAsync(harness, Endpoint(_ => release.Task)).AsTask();

        WebhookReceiveResult result = await Eventually.EndsAsTimePasses(asking, harness.Clock);
        harness.Clock.Advance(TimeSpan.FromMinutes(10));
        release.SetResult(_allow);

        (result.Outcome, result.Answer).Should().Be((WebhookOutcome.Unavailable, null));
        Enum.GetValues<IdempotencyOperation>().Sum(harness.Store.GetCallCount).Should().Be(0);
        harness.Logs.Of(1006).Should().BeEmpty();
    }

    /// <summary>A timer for renewals would fire without end with a lease of zero.</summary>
    [Fact]
    public async Task Question_HasNothingToRenew()
    {
        await using ReceiverHarness harness = Start(new() { ["Webhooks:question:IdempotencyLease"] = "00:00:30", ["Webhooks:question:HandlerTimeout"] = "00:05:00" });
        var release = new TaskCompletionSource<WebhookAnswer>();
        int before = harness.Clock.WaitingTimers;

        Task<WebhookReceiveResult> asking = AskAsync(harness, Endpoint(_ => release.Task)).AsTask();

        await Eventually.Holds(() => harness.Clock.WaitingTimers > before, "the timeout runs");
        harness.Clock.WaitingTimers.Should().Be(before + 1, "only the handler's timeout waits");
        release.SetResult(_allow);
        (await asking).Outcome.Should().Be(WebhookOutcome.Answered);
    }

    [Fact]
    public async Task Question_WhileTheHostStops_IsUnavailable()
    {
        await using ReceiverHarness harness = Start();
        harness.Lifetime.StopApplication();

        WebhookReceiveResult result = await AskAsync(harness, Endpoint(_ => Task.FromResult(_allow)));

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
    }

    [Theory]
    [InlineData(false, false, null)]
    [InlineData(true, false, "The endpoint '/ask' answers questions, which are neither stored nor handled in a transaction. Remove ProcessInBackground.")]
    [InlineData(false, true, "The endpoint '/ask' answers questions, which are neither stored nor handled in a transaction. Remove HandleInTransaction.")]
    public async Task Endpoint_OfQuestions_IsCheckedAtStart(bool background, bool transaction, string? error)
    {
        await using ReceiverHarness harness = Start();
        WebhookEndpoint<QuestionEvent> endpoint = Endpoint(
            _ => Task.FromResult(_allow), new WebhookEndpointOptions { ProcessInBackground = background, HandleInTransaction = transaction });

        Action check = () => harness.Receiver.EnsureReady(endpoint);

        if (error is null)
        {
            check.Should().NotThrow();
        }
        else
        {
            check.Should().Throw<WebhookConfigurationException>().Which.Errors.Should().Contain(error);
        }
    }

    [Fact]
    public async Task Endpoint_WithoutAnAnsweringHandler_DoesNotReceive()
    {
        await using ReceiverHarness harness = Start();
        var handled = new WebhookEndpoint<QuestionEvent>("/ask", (_, _) => Task.CompletedTask);
        const string Error = "Provider 'question' asks questions, and the endpoint '/ask' has no handler that returns an answer. Use "
            + "MapWebhookQuestion<QuestionEvent>, or without ASP.NET Core a WebhookEndpoint<QuestionEvent> whose handler returns a WebhookAnswer. "
            + "Handlers of AddHandler cannot answer.";

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(handled)).Should().Throw<WebhookConfigurationException>().Which.Errors.Should().Equal(Error);
        Func<Task> unchecked_ = async () => await AskAsync(harness, handled);
        (await unchecked_.Should().ThrowAsync<WebhookConfigurationException>()).Which.Errors.Should().Equal(Error);
    }

    [Fact]
    public async Task Endpoint_ThatAnswersEvents_DoesNotReceive()
    {
        await using ReceiverHarness harness = Start();
        var endpoint = new WebhookEndpoint<BundleEvent>("/bundles", (_, _) => Task.FromResult(_allow));

        harness.Receiver.Invoking(receiver => receiver.EnsureReady(endpoint)).Should().Throw<WebhookConfigurationException>().Which.Errors.Should().Contain(
            "Provider 'bundle' asks no questions, and the endpoint '/bundles' would lose its events. Use "
            + "MapWebhook<BundleEvent>, or without ASP.NET Core a WebhookEndpoint<BundleEvent> whose handler returns no WebhookAnswer.");
    }

    private static Task<WebhookAnswer> Answer(ref int asked)
    {
        asked++;
        return Task.FromResult(_allow);
    }

    private static WebhookEndpoint<QuestionEvent> Endpoint(Func<WebhookContext, Task<WebhookAnswer>> handle, WebhookEndpointOptions? options = null) =>
        new("/ask", (_, context) => handle(context), options);

    private static ReceiverHarness Start(Dictionary<string, string?>? settings = null)
    {
        settings ??= [];
        settings["Webhooks:question:Secrets:0"] = Secret;
        settings["Webhooks:bundle:Secrets:0"] = Secret;
        return new ReceiverHarness(settings: settings);
    }

    private static ValueTask<WebhookReceiveResult> AskAsync(ReceiverHarness harness, WebhookEndpoint endpoint, string secret = Secret, string body = "may I?")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string mac = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes));
        return harness.Receiver.ReceiveAsync(new WebhookRequest("POST", "/ask", [new("X-Question", mac)], bytes), endpoint, CancellationToken.None);
    }
}
