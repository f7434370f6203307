using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookTelemetryTests
{
    public static TheoryData<WebhookOutcome, string?> Outcomes => new()
    {
        { WebhookOutcome.Processed, null },
        { WebhookOutcome.Duplicate, null },
        { WebhookOutcome.Unauthenticated, "signature_mismatch" },
        { WebhookOutcome.Malformed, "not_an_object" },
        { WebhookOutcome.UnsupportedMediaType, "unsupported_media_type" },
        { WebhookOutcome.Failed, "handler_threw" },
        { WebhookOutcome.Unavailable, "store_failed" },
        { WebhookOutcome.BodyTooLarge, "body_too_large" },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Delivery_OfEachOutcome_CountedAndTimedWithClosedTags(WebhookOutcome outcome, string? error)
    {
        await using var harness = new ReceiverHarness();
        using var meters = new MeterCollector(harness.Services.GetRequiredService<IMeterFactory>());

        await Drive(harness, outcome);

        meters.All.Should().HaveCount(outcome == WebhookOutcome.Duplicate ? 4 : 2);
        foreach (Measured measured in meters.All.TakeLast(2))
        {
            (string instrument, string? unit) = (measured.Instrument.Name, measured.Instrument.Unit);
            measured.Instrument.Meter.Name.Should().Be("Webhooks.Receiver");
            (instrument, unit).Should().BeOneOf(("webhooks.receiver.deliveries", "{delivery}"), ("webhooks.receiver.delivery.duration", "s"));
            measured.Value.Should().Be(instrument == "webhooks.receiver.deliveries" ? 1 : 2, "the clock moves two seconds in the handler or the source");
            measured.Tags.Should().HaveCount(error is null ? 2 : 3);
            measured["webhooks.provider"].Should().Be("cue");
            measured["webhooks.outcome"].Should().Be(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString()));
            measured["error.type"].Should().Be(error);
        }
    }

    [Fact]
    public async Task Delivery_WithAListener_HasAnActivity()
    {
        await using var harness = new ReceiverHarness();
        using var activities = new ActivityCollector();
        using var root = new Activity("root").Start();

        await harness.Receive(CueDelivery.Click(), (_, _) => throw new IOException());

        Activity activity = activities.Ours.Should().ContainSingle(ours => ours.TraceId == root.TraceId).Subject;
        activity.OperationName.Should().Be("webhooks.receive");
        activity.Status.Should().Be(ActivityStatusCode.Error);
        activity.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["webhooks.provider"] = "cue",
            ["webhooks.outcome"] = "failed",
            ["error.type"] = "handler_threw",
        });
    }

    private static async Task Drive(ReceiverHarness harness, WebhookOutcome outcome)
    {
        Task Handle(object webhookEvent, WebhookContext context)
        {
            harness.Clock.Advance(TimeSpan.FromSeconds(2));
            return outcome == WebhookOutcome.Failed ? throw new IOException() : Task.CompletedTask;
        }

        WebhookRequest request = outcome switch
        {
            WebhookOutcome.Unauthenticated => CueDelivery.Click(secret: "other"),
            WebhookOutcome.Malformed => CueDelivery.Signed("[]"),
            WebhookOutcome.UnsupportedMediaType => CueDelivery.Signed("{}", contentType: "text/html"),
            _ => CueDelivery.Click(),
        };
        if (outcome == WebhookOutcome.Duplicate)
        {
            await harness.Receive(request, Handle);
        }

        if (outcome == WebhookOutcome.Unavailable)
        {
            harness.Store.Inject(IdempotencyOperation.Claim, IdempotencyFault.Fail());
        }

        bool isAfterHeaders = outcome != WebhookOutcome.UnsupportedMediaType;
        bool isHandled = outcome is WebhookOutcome.Processed or WebhookOutcome.Failed;
        WebhookReceiveResult result = await harness.Receive(new SlowSource(request, harness.Clock, isHandled ? TimeSpan.Zero : TimeSpan.FromSeconds(2))
        {
            IsTooLarge = outcome == WebhookOutcome.BodyTooLarge,
            IsSlowInHeaders = !isAfterHeaders,
        }, Handle);
        result.Outcome.Should().Be(outcome);
    }

    private sealed class SlowSource(WebhookRequest request, ManualTimeProvider clock, TimeSpan time) : WebhookSource
    {
        public bool IsTooLarge { get; init; }

        public bool IsSlowInHeaders { get; init; }

        public override string Method
        {
            get
            {
                clock.Advance(IsSlowInHeaders ? time : TimeSpan.Zero);
                return request.Method;
            }
        }

        public override WebhookHeaders Headers => request.Headers;

        public override ValueTask<WebhookBodyResult> ReadBodyAsync(long maxSize, TimeSpan timeout, CancellationToken cancellationToken)
        {
            clock.Advance(time);
            return ValueTask.FromResult(
                IsTooLarge ? WebhookBodyResult.Refused(WebhookOutcome.BodyTooLarge) : WebhookBodyResult.Read(new WebhookBody(request.Body)));
        }
    }
}
