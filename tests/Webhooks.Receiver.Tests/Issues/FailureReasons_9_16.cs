using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>What was malformed, failed or unavailable has a reason out of a closed set: in the result, in the log and in the metric.</summary>
public sealed class FailureReasons_9_16
{
    private static readonly Func<CueEvent, WebhookContext, Task> _nothing = (_, _) => Task.CompletedTask;

    [Theory]
    [InlineData("c4nary", WebhookFailureReason.NotJson, null)]
    [InlineData("[]", WebhookFailureReason.NotAnObject, null)]
    [InlineData("""{"id":"c4nary"}""", WebhookFailureReason.TypeMissing, null)]
    [InlineData("""{"type":"ad.click"}""", WebhookFailureReason.IdentityMissing, null)]
    [InlineData("""{"id":"1","type":"ad.click","data":{"ad_id":"c4nary","ad_id":"b"}}""", WebhookFailureReason.DuplicateMember, "data.ad_id")]
    public async Task Malformed_Body_HasItsReason(string body, WebhookFailureReason reason, string? member)
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Signed(body), _nothing);

        (result.Outcome, result.Reason, result.Member).Should().Be((WebhookOutcome.Malformed, reason, member));
        ShouldBeLogged(harness, reason, member);
    }

    [Fact]
    public async Task Failed_HandlerThrows_HasItsReason()
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click(), (_, _) => throw new IOException("trouble"));

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.HandlerThrew));
        ShouldBeLogged(harness, WebhookFailureReason.HandlerThrew);
    }

    [Fact]
    public async Task Failed_NoHandlerForAnUnreadableEvent_HasItsReason()
    {
        await using var harness = new ReceiverHarness(build => build.AddHandler<CueAdClick, ClickHandler>());

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync<CueEvent>(
            CueDelivery.Signed("""{"id":"1","type":"ad.click","data":7}"""), CancellationToken.None);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.EventUnreadable));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unavailable_HandlerTimedOut_HasItsReason(bool observesToken)
    {
        await using var harness = new ReceiverHarness(
            settings: new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:HandlerTimeout"] = "00:00:05" });
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click(), (_, context) => observesToken ? Task.Delay(Timeout.Infinite, context.CancellationToken) : running.Task).AsTask();
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);
        running.SetResult();

        WebhookReceiveResult result = await receiving;
        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HandlerTimedOut));
    }

    [Fact]
    public async Task Unavailable_HostStops_HasItsReasonAlsoForTheNextDelivery()
    {
        await using var harness = new ReceiverHarness();
        Task<WebhookReceiveResult> receiving = harness.Receive(
            CueDelivery.Click("evt_1"), (_, context) => Task.Delay(Timeout.Infinite, context.CancellationToken)).AsTask();
        harness.Lifetime.StopApplication();

        WebhookReceiveResult next = await harness.Receive(CueDelivery.Click("evt_2"), _nothing);
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);

        (next.Outcome, next.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.HostStopping));
        (await receiving).Reason.Should().Be(WebhookFailureReason.HostStopping);
    }

    [Theory]
    [InlineData(IdempotencyOperation.Claim)]
    [InlineData(IdempotencyOperation.Complete)]
    public async Task Unavailable_StoreFailsOrHangs_HasItsReason(IdempotencyOperation operation)
    {
        foreach ((IdempotencyFault fault, WebhookFailureReason reason) in new[]
        {
            (IdempotencyFault.Fail(), WebhookFailureReason.StoreFailed),
            (IdempotencyFault.Run(_ => new TaskCompletionSource().Task), WebhookFailureReason.StoreTimedOut),
        })
        {
            await using var harness = new ReceiverHarness();
            harness.Store.Inject(operation, fault);

            Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), _nothing).AsTask();
            await Eventually.EndsAsTimePasses(receiving, harness.Clock);

            ((await receiving).Outcome, (await receiving).Reason).Should().Be((WebhookOutcome.Unavailable, reason));
            ShouldBeLogged(harness, reason);
        }
    }

    [Fact]
    public async Task Unavailable_TenantResolverFails_HasItsReason()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        WebhookEndpoint<CueEvent> endpoint = TenantDelivery.Endpoint((_, _) => throw new IOException("trouble"));

        WebhookReceiveResult result = await harness.ReceiveAt(endpoint, TenantDelivery.Source("red", "secret"), _nothing);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.TenantResolverFailed));
    }

    [Theory]
    [InlineData(WebhookFailureReason.Unspecified, "unavailable")]
    [InlineData(WebhookFailureReason.BodyChanged, "body_changed")]
    [InlineData(WebhookFailureReason.StoreTimedOut, "store_timed_out")]
    public async Task Unavailable_BodyRefused_HasTheReasonOfItsSource(WebhookFailureReason reason, string logged)
    {
        await using var harness = new ReceiverHarness();
        var source = new BufferedSource(CueDelivery.Click()) { Result = WebhookBodyResult.Refused(WebhookOutcome.Unavailable, reason) };

        WebhookReceiveResult result = await harness.Receive(source, _nothing);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, reason));
        harness.Logs.Of(1003).Should().ContainSingle().Which.Message.Should().EndWith($"({logged}).");
    }

    [Fact]
    public async Task Malformed_ProviderGivesNoReason_IsLoggedByItsOutcome()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:github:Secrets:0"] = "secret" });
        string signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("secret"u8, "[]"u8));
        var request = new WebhookRequest("POST", "/", [KeyValuePair.Create("X-Hub-Signature-256", signature)], "[]"u8.ToArray());

        WebhookReceiveResult result = await harness.ReceiveAt(
            ReceiverHarness.EndpointOf<GitHubEvent>("/github"), new BufferedSource(request), (_, _) => Task.CompletedTask);

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Malformed, WebhookFailureReason.Unspecified));
        harness.Logs.Of(1003).Should().ContainSingle().Which.Message.Should().EndWith("(malformed).");
    }

    [Fact]
    public async Task Success_HasNone()
    {
        await using var harness = new ReceiverHarness();

        (await harness.Receive(CueDelivery.Click(), _nothing)).Reason.Should().BeNull();
        (await harness.Receive(CueDelivery.Click(), _nothing)).Reason.Should().BeNull("a duplicate is none either");
    }

    private static void ShouldBeLogged(ReceiverHarness harness, WebhookFailureReason reason, string? member = null)
    {
        string name = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
        LogEntry entry = harness.Logs.Of(1003).Should().ContainSingle().Subject;
        entry.Message.Should().EndWith(member is null ? $"({name})." : $"({name} {member}).").And.NotContain("c4nary");
    }

    private sealed class ClickHandler : IWebhookHandler<CueAdClick>
    {
        public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
