using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Each reason that there is, in all three places: the result, the log entry 1003 and the metric's <c>error.type</c>.</summary>
public sealed class EveryReason_9_16
{
    private static readonly string _deep = $"{{\"x\":{new string('[', 64)}{new string(']', 64)}}}";
    private static readonly Func<CueEvent, WebhookContext, Task> _nothing = (_, _) => Task.CompletedTask;

    public static TheoryData<WebhookFailureReason, WebhookOutcome, string, string?> Reasons => new()
    {
        { WebhookFailureReason.Unspecified, WebhookOutcome.Malformed, "malformed", null },
        { WebhookFailureReason.Unspecified, WebhookOutcome.Unavailable, "unavailable", null },
        { WebhookFailureReason.NotJson, WebhookOutcome.Malformed, "not_json", null },
        { WebhookFailureReason.NotAnObject, WebhookOutcome.Malformed, "not_an_object", null },
        { WebhookFailureReason.TypeMissing, WebhookOutcome.Malformed, "type_missing", null },
        { WebhookFailureReason.IdentityMissing, WebhookOutcome.Malformed, "identity_missing", null },
        { WebhookFailureReason.DuplicateMember, WebhookOutcome.Malformed, "duplicate_member", "data.ad_id" },
        { WebhookFailureReason.TooDeep, WebhookOutcome.Malformed, "too_deep", null },
        { WebhookFailureReason.TooManyEvents, WebhookOutcome.Malformed, "too_many_events", null },
        { WebhookFailureReason.MemberUnreadable, WebhookOutcome.Malformed, "member_unreadable", "events" },
        { WebhookFailureReason.ChallengeTooLong, WebhookOutcome.Malformed, "challenge_too_long", null },
        { WebhookFailureReason.HandlerThrew, WebhookOutcome.Failed, "handler_threw", null },
        { WebhookFailureReason.HandlerAnsweredFailure, WebhookOutcome.Failed, "handler_answered_failure", null },
        { WebhookFailureReason.EventUnreadable, WebhookOutcome.Failed, "event_unreadable", null },
        { WebhookFailureReason.ProviderThrew, WebhookOutcome.Failed, "provider_threw", null },
        { WebhookFailureReason.HandlerTimedOut, WebhookOutcome.Unavailable, "handler_timed_out", null },
        { WebhookFailureReason.HostStopping, WebhookOutcome.Unavailable, "host_stopping", null },
        { WebhookFailureReason.StoreFailed, WebhookOutcome.Unavailable, "store_failed", null },
        { WebhookFailureReason.StoreTimedOut, WebhookOutcome.Unavailable, "store_timed_out", null },
        { WebhookFailureReason.StoreFull, WebhookOutcome.Unavailable, "store_full", null },
        { WebhookFailureReason.TenantResolverFailed, WebhookOutcome.Unavailable, "tenant_resolver_failed", null },
        { WebhookFailureReason.BodyChanged, WebhookOutcome.Unavailable, "body_changed", null },
        { WebhookFailureReason.AuthenticatorFailed, WebhookOutcome.Unavailable, "authenticator_failed", null },
    };

    [Fact]
    public void Reasons_AreAllThatThereAre() =>
        Reasons.Select(row => (WebhookFailureReason)row[0]).Distinct().Order().Should().Equal(Enum.GetValues<WebhookFailureReason>());

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Delivery_NotAcknowledged_HasItsReasonInResultLogAndMetric(
        WebhookFailureReason reason, WebhookOutcome outcome, string error, string? member)
    {
        await using var harness = new ReceiverHarness(build => build.AddHandler<CueAdClick, ClickHandler>(), new()
        {
            ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret,
            ["Webhooks:Cue:HandlerTimeout"] = reason == WebhookFailureReason.HandlerTimedOut ? "00:00:05" : "01:00:00",
            ["Webhooks:github:Secrets:0"] = "secret",
            [Bundle.SecretSetting] = Bundle.Secret,
            ["Webhooks:probe:Secrets:0"] = "one",
            ["Webhooks:careless:Secrets:0"] = "secret",
            ["Webhooks:challenge:Secrets:0"] = "secret",
            ["Webhooks:challenge:VerifyTokens:0"] = "token",
        });
        using var meters = new MeterCollector(harness.Services.GetRequiredService<IMeterFactory>());

        WebhookReceiveResult result = await Eventually.EndsAsTimePasses(ReceiveAsync(harness, reason, outcome), harness.Clock);

        (result.Outcome, result.Reason, result.Member).Should().Be((outcome, reason, member));
        LogEntry entry = harness.Logs.Of(1003).Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Information);
        entry.Message.Should().EndWith($" was not acknowledged: {outcome} ({(member is null ? error : $"{error} {member}")}).").And.NotContain("c4nary");
        meters.Of(WebhookTelemetry.Deliveries).Should().ContainSingle().Which[WebhookTelemetry.ErrorTypeTag].Should().Be(error);
        meters.Of(WebhookTelemetry.DeliveryDuration).Should().ContainSingle().Which[WebhookTelemetry.ErrorTypeTag].Should().Be(error);
    }

    [Theory]
    [InlineData(HandlerStatus.Cancelled, WebhookOutcome.Unavailable, WebhookFailureReason.Unspecified)]
    [InlineData(HandlerStatus.Failed, WebhookOutcome.Failed, WebhookFailureReason.HandlerAnsweredFailure)]
    public async Task Dispatcher_ThatFailsWithoutAnException_HasAReason(HandlerStatus status, WebhookOutcome outcome, WebhookFailureReason reason)
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync(
            CueDelivery.Click(), new WebhookEndpoint<CueEvent>("/answering", new Answering(status)), CancellationToken.None);

        (result.Outcome, result.Reason).Should().Be((outcome, reason));
    }

    [Fact]
    public async Task Settlement_ThatDoesNotRecordASuccess_HasAReason()
    {
        var settlement = new TestSettlement(async (delivery, _) =>
        {
            await delivery.HandleAsync();
            return SettlementStatus.NotHandled;
        });
        await using var harness = new ReceiverHarness(build => build.Services.AddSingleton<IDeliverySettlement>(settlement))
        {
            Endpoint = ReceiverHarness.EndpointOf<CueEvent>("/webhooks/cue", new() { HandleInTransaction = true }),
        };

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), _nothing);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.Unspecified));
    }

    private static Task<WebhookReceiveResult> ReceiveAsync(ReceiverHarness harness, WebhookFailureReason reason, WebhookOutcome outcome) => reason switch
    {
        WebhookFailureReason.Unspecified when outcome == WebhookOutcome.Malformed => AtAsync<GitHubEvent>(harness, "X-Hub-Signature-256"),
        WebhookFailureReason.Unspecified or WebhookFailureReason.BodyChanged => harness.Receive(
            new BufferedSource(CueDelivery.Click()) { Result = WebhookBodyResult.Refused(outcome, reason) }, _nothing).AsTask(),
        WebhookFailureReason.NotJson => OfBodyAsync(harness, "c4nary"),
        WebhookFailureReason.NotAnObject => OfBodyAsync(harness, "[]"),
        WebhookFailureReason.TypeMissing => OfBodyAsync(harness, """{"id":"c4nary"}"""),
        WebhookFailureReason.IdentityMissing => OfBodyAsync(harness, """{"type":"ad.click"}"""),
        WebhookFailureReason.DuplicateMember => OfBodyAsync(harness, """{"id":"1","type":"ad.click","data":{"ad_id":"c4nary","ad_id":"b"}}"""),
        WebhookFailureReason.TooDeep => OfBodyAsync(harness, _deep),
        WebhookFailureReason.TooManyEvents => harness.ReceiveAt(
            ReceiverHarness.EndpointOf<BundleEvent>("/bundles"), new BufferedSource(Bundle.Request(Bundle.BodyOf(Bundle.Ids(1, WebhookParts.MaxCount + 1)))),
            (_, _) => Task.CompletedTask).AsTask(),
        WebhookFailureReason.MemberUnreadable => harness.ReceiveAt(
            ReceiverHarness.EndpointOf<BundleEvent>("/bundles"), new BufferedSource(Bundle.Request("""{"events":"c4nary"}""")), (_, _) => Task.CompletedTask).AsTask(),
        WebhookFailureReason.ChallengeTooLong => AtAsync<HandshakeTests.ChallengeEvent>(harness, "X-Challenge"),
        WebhookFailureReason.HandlerThrew => harness.Receive(CueDelivery.Click(), (_, _) => throw new IOException("c4nary")).AsTask(),
        WebhookFailureReason.HandlerAnsweredFailure => harness.Receiver.ReceiveAsync(
            CueDelivery.Click(), new WebhookEndpoint<CueEvent>("/answering", new Answering(HandlerStatus.Failed)), CancellationToken.None).AsTask(),
        WebhookFailureReason.EventUnreadable => harness.Receiver.ReceiveAsync<CueEvent>(
            CueDelivery.Signed("""{"id":"1","type":"ad.click","data":"c4nary"}"""), CancellationToken.None).AsTask(),
        WebhookFailureReason.ProviderThrew => AtAsync<CarelessEvent>(harness, "X-Careless"),
        WebhookFailureReason.HandlerTimedOut => harness.Receive(
            CueDelivery.Click(), (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).AsTask(),
        WebhookFailureReason.HostStopping => StoppingAsync(harness),
        WebhookFailureReason.StoreFailed => WithFaultAsync(harness, IdempotencyFault.Fail()),
        WebhookFailureReason.StoreTimedOut => WithFaultAsync(harness, IdempotencyFault.Run(_ => new TaskCompletionSource().Task)),
        WebhookFailureReason.StoreFull => WithFullStoreAsync(harness),
        WebhookFailureReason.TenantResolverFailed => harness.ReceiveAt(
            TenantDelivery.Endpoint((_, _) => throw new IOException("c4nary")), TenantDelivery.Source("red", "secret"), _nothing).AsTask(),
        WebhookFailureReason.AuthenticatorFailed => AtAsync<ProbeEvent>(harness, "X-A"), // it needs a service that is not there
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "How does a delivery come to this?"),
    };

    private static Task<WebhookReceiveResult> OfBodyAsync(ReceiverHarness harness, string body) => harness.Receive(CueDelivery.Signed(body), _nothing).AsTask();

    private static Task<WebhookReceiveResult> AtAsync<TEvent>(ReceiverHarness harness, string header)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        string signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("secret"u8, "[]"u8));
        var request = new WebhookRequest("POST", "/", [KeyValuePair.Create(header, signature)], "[]"u8.ToArray());
        return harness.ReceiveAt(ReceiverHarness.EndpointOf<TEvent>("/other"), new BufferedSource(request), (_, _) => Task.CompletedTask).AsTask();
    }

    private static Task<WebhookReceiveResult> StoppingAsync(ReceiverHarness harness)
    {
        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click(), (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).AsTask();
        harness.Lifetime.StopApplication();
        return receiving;
    }

    private static Task<WebhookReceiveResult> WithFaultAsync(ReceiverHarness harness, IdempotencyFault fault)
    {
        harness.Store.Inject(IdempotencyOperation.Claim, fault);
        return harness.Receive(CueDelivery.Click(), _nothing).AsTask();
    }

    private static async Task<WebhookReceiveResult> WithFullStoreAsync(ReceiverHarness harness)
    {
        foreach (IdempotencyKey key in IdempotencyKeys.Many(1000))
        {
            (await harness.Memory.ClaimAsync(key, TimeSpan.FromDays(1), CancellationToken.None)).Status.Should().Be(IdempotencyClaimStatus.Claimed);
        }

        return await harness.Receive(CueDelivery.Click(), _nothing);
    }

    private sealed class ClickHandler : IWebhookHandler<CueAdClick>
    {
        public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) => Task.CompletedTask;
    }

    /// <summary>As the dispatcher of minimal-API handlers does for an answer outside 200 to 299.</summary>
    private sealed class Answering(HandlerStatus status) : WebhookDispatcher<CueEvent>
    {
        public override ValueTask<HandlerStatus> DispatchAsync(CueEvent webhookEvent, WebhookContext context, WebhookSource? source) =>
            ValueTask.FromResult(status);
    }

    private sealed record CarelessEvent(string Type) : IWebhookEvent<CarelessEvent>
    {
        public static WebhookProvider<CarelessEvent> Provider { get; } = new CarelessProvider();

        public DeliveryIdentity Identity { get; set; }
    }

    private sealed class CarelessProvider : WebhookProvider<CarelessEvent>
    {
        public override string Name => "careless";

        public override SignatureScheme Scheme { get; } = new() { Header = "X-Careless", Format = SignatureFormat.Value("sha256=") };

        public override SenderBehavior Sender { get; } = new()
        {
            Deadline = TimeSpan.FromSeconds(10),
            ShortestRetryWindow = TimeSpan.FromHours(1),
            DefaultLease = TimeSpan.FromSeconds(30),
        };

        public override WebhookParseResult<CarelessEvent> Parse(WebhookPayload payload) => throw new InvalidOperationException("c4nary");
    }
}
