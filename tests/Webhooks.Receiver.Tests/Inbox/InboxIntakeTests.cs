using System.Text;

namespace Webhooks.Receiver.Tests;

public sealed class InboxIntakeTests
{
    [Fact]
    public async Task Receive_InBackground_StoresTheDeliveryAndRunsNoHandler()
    {
        bool isHandled = false;
        await using var harness = new InboxHarness((_, _) => Task.FromResult(isHandled = true));

        WebhookReceiveResult result = await harness.Receive();

        result.Outcome.Should().Be(WebhookOutcome.Accepted);
        result.IsAcknowledged.Should().BeTrue();
        isHandled.Should().BeFalse("no worker runs");
        InboxDelivery stored = harness.Inbox.Single.Delivery;
        stored.Key.Should().Be(result.Key);
        (stored.Provider, stored.Endpoint, stored.Tenant, stored.EventType).Should().Be(("cue", "/background", null, "ad.click"));
        stored.ReceivedAt.Should().Be(harness.Receiver.Clock.GetUtcNow());
        stored.Retention.Should().Be(TimeSpan.FromDays(7));
        stored.OrderingKey.IsEmpty.Should().BeTrue();
        Encoding.UTF8.GetString(stored.Body.Span).Should().Be(CueDelivery.ClickBody("evt_1"));
        harness.Receiver.Store.GetAnsweredCallCount(IdempotencyOperation.Claim).Should().Be(0, "the inbox has the key");
    }

    [Fact]
    public async Task Receive_StoredBefore_Duplicate()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        await harness.Receive();

        (await harness.Receive()).Outcome.Should().Be(WebhookOutcome.Duplicate);
        harness.Inbox.Rows.Should().ContainSingle();
    }

    [Fact]
    public async Task Receive_Forged_NothingStored()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);

        (await harness.Receive(CueDelivery.Click(secret: "another secret"))).Outcome.Should().Be(WebhookOutcome.Unauthenticated);
        harness.Inbox.Rows.Should().BeEmpty();
    }

    [Theory]
    [InlineData("2026-03-13T17:41:14Z", WebhookOutcome.Accepted, null)]
    [InlineData("2026-03-13T17:41:13Z", WebhookOutcome.Unauthenticated, SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("yesterday", WebhookOutcome.Unauthenticated, SignatureFailure.TimestampMissing)]
    public async Task Receive_MaxEventAge_CheckedBeforeTheEventIsStored(string created, WebhookOutcome outcome, SignatureFailure? failure)
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, settings: new()
        {
            ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret,
            ["Webhooks:Cue:MaxEventAge"] = "00:10:00",
        });

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Signed($$"""{"id":"evt_1","type":"new.type","created":"{{created}}"}"""));

        (result.Outcome, result.SignatureFailure).Should().Be((outcome, failure));
        harness.Inbox.Rows.Should().HaveCount(outcome == WebhookOutcome.Accepted ? 1 : 0);
    }

    [Fact]
    public async Task Receive_StoreThrows_UnavailableAndLoggedWithoutTheBody()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        harness.Inbox.Before = _ => throw new IOException("The disk is full.");

        WebhookReceiveResult result = await harness.Receive();

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreFailed));
        result.RetryAfter.Should().Be(TimeSpan.FromSeconds(1));
        harness.Receiver.Logs.Of(1026).Should().ContainSingle();
        harness.Inbox.Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Receive_StoreDoesNotAnswer_UnavailableInTimeAndTheBodyStaysReadable()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        var answer = new TaskCompletionSource();
        harness.Inbox.Before = _ => answer.Task;

        WebhookReceiveResult result = await Eventually.EndsAsTimePasses(harness.Receive().AsTask(), harness.Receiver.Clock);
        answer.SetResult();

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Unavailable, WebhookFailureReason.StoreTimedOut));
        await Eventually.Holds(() => harness.Inbox.Rows.Count == 1, "the late store to have read the body");
        Encoding.UTF8.GetString(harness.Inbox.Single.Delivery.Body.Span).Should().Be(CueDelivery.ClickBody("evt_1"));
    }

    [Fact]
    public async Task Receive_OrderingKey_StoredAsItsHash()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, orderBy: e => e.Id == "evt_1" ? "campaign" : "");

        await harness.Receive(CueDelivery.Click("evt_1"));
        await harness.Receive(CueDelivery.Click("evt_2"));

        harness.Inbox.Rows[0].Delivery.OrderingKey.ToArray().Should()
            .Equal(System.Security.Cryptography.SHA256.HashData("campaign"u8));
        harness.Inbox.Rows[1].Delivery.OrderingKey.IsEmpty.Should().BeTrue("an empty key means no order");
    }

    [Fact]
    public async Task Receive_OrderingKeyThrows_FailedAndNothingStored()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, orderBy: _ => throw new InvalidOperationException());

        WebhookReceiveResult result = await harness.Receive();

        (result.Outcome, result.Reason).Should().Be((WebhookOutcome.Failed, WebhookFailureReason.HandlerThrew));
        harness.Inbox.Rows.Should().BeEmpty();
        harness.Receiver.Logs.Of(1034).Should().ContainSingle();
        harness.Receiver.Logs.Of(1004).Should().BeEmpty("no handler ran");
    }

    [Fact]
    public async Task Receive_TypeThatDatabasesRefuse_StoredReadable()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Signed("""{"id":"evt_1","type":"type with \u0000 NUL","created":"2026-03-13T17:51:00Z","data":{}}"""));

        result.Outcome.Should().Be(WebhookOutcome.Accepted);
        harness.Inbox.Single.Delivery.EventType.Should().Be("type with \uFFFD NUL");
    }
}
