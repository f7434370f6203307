using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

[Collection(RunsAlone.Name)]
public sealed class TelemetryTests
{
    /// <summary>Every message of the path with its level: ids are never reused, levels never rise for what a stranger can cause.</summary>
    private static readonly Dictionary<(int Id, string Name), LogLevel> _messages = new()
    {
        [(1000, "Unauthenticated")] = LogLevel.Information,
        [(1001, "UnsupportedMediaType")] = LogLevel.Information,
        [(1002, "Acknowledged")] = LogLevel.Debug,
        [(1003, "NotAcknowledged")] = LogLevel.Information,
        [(1004, "HandlerThrew")] = LogLevel.Error,
        [(1005, "HandlerOutlivesRequest")] = LogLevel.Warning,
        [(1006, "ClaimLost")] = LogLevel.Warning,
        [(1007, "ClaimFailed")] = LogLevel.Warning,
        [(1010, "CompletionFailed")] = LogLevel.Warning,
        [(1024, "EndpointsShareSecrets")] = LogLevel.Warning,
        [(1021, "CompletionRetried")] = LogLevel.Warning,
        [(1041, "CompletionRetriedAgain")] = LogLevel.Debug,
        [(1019, "OptionalMemberDrifted")] = LogLevel.Warning,
        [(1025, "RequiredMemberDrifted")] = LogLevel.Warning,
    };

    [Fact]
    public void Names_AreThoseThatDashboardsUse()
    {
        WebhookTelemetry.MeterName.Should().Be("Webhooks.Receiver");
        WebhookTelemetry.ActivitySourceName.Should().Be("Webhooks.Receiver");
        WebhookTelemetry.DeliveryActivity.Should().Be("webhooks.receive");
        WebhookTelemetry.Deliveries.Should().Be("webhooks.receiver.deliveries");
        WebhookTelemetry.DeliveryDuration.Should().Be("webhooks.receiver.delivery.duration");
        WebhookTelemetry.EventDrifts.Should().Be("webhooks.receiver.event.drifts");
        WebhookTelemetry.ProviderTag.Should().Be("webhooks.provider");
        WebhookTelemetry.OutcomeTag.Should().Be("webhooks.outcome");
        WebhookTelemetry.ErrorTypeTag.Should().Be("error.type");
        WebhookTelemetry.EventTypeTag.Should().Be("webhooks.event.type");
        WebhookTelemetry.EventMemberTag.Should().Be("webhooks.event.member");
        WebhookTelemetry.EventDriftTag.Should().Be("webhooks.event.drift");
    }

    [Fact]
    public async Task Metrics_OfEveryOutcome_CountItWithTagsOfClosedSets()
    {
        await using EveryOutcome outcomes = await EveryOutcome.StartAsync("evt");
        using var meters = new MeterCollector(outcomes.App.Services.GetRequiredService<IMeterFactory>());

        await outcomes.DriveAsync();

        IReadOnlyList<Measured> deliveries = meters.Of(WebhookTelemetry.Deliveries), durations = meters.Of(WebhookTelemetry.DeliveryDuration);
        deliveries.Select(measured => measured[WebhookTelemetry.OutcomeTag]).Should().BeEquivalentTo(
            outcomes.Answers.Select(answer => Snake(answer.Outcome)), options => options.WithoutStrictOrdering());
        durations.Select(measured => measured[WebhookTelemetry.OutcomeTag]).Should().BeEquivalentTo(
            deliveries.Select(measured => measured[WebhookTelemetry.OutcomeTag]));
        deliveries.Should().OnlyContain(measured => measured.Value == 1 && measured.Instrument.Unit == "{delivery}" && measured.Instrument is Counter<long>);
        durations.Should().OnlyContain(measured => measured.Value >= 0 && measured.Instrument.Unit == "s" && measured.Instrument is Histogram<double>);
        durations.Max(measured => measured.Value).Should().BeInRange(20, 30, "by the test's clock the longest were the handler's timeout and a completion tried for a lease");
        HashSet<string> errors = [.. Enum.GetValues<WebhookOutcome>().Select(Snake), .. Enum.GetValues<SignatureFailure>().Select(Snake), .. Enum.GetValues<WebhookFailureReason>().Select(Snake)];
        string[] acknowledged = ["processed", "ignored", "duplicate", "accepted"];
        foreach (Measured measured in deliveries.Concat(durations))
        {
            measured[WebhookTelemetry.ProviderTag].Should().Be("cue");
            measured.Tags.Select(tag => tag.Key).Should().BeSubsetOf(
                [WebhookTelemetry.ProviderTag, WebhookTelemetry.OutcomeTag, WebhookTelemetry.ErrorTypeTag]);
            bool isAcknowledged = acknowledged.Contains(measured[WebhookTelemetry.OutcomeTag]);
            (measured[WebhookTelemetry.ErrorTypeTag] is null).Should().Be(isAcknowledged);
            if (!isAcknowledged)
            {
                errors.Should().Contain((string)measured[WebhookTelemetry.ErrorTypeTag]!);
            }
        }

        deliveries.Where(measured => Equals(measured[WebhookTelemetry.OutcomeTag], "unauthenticated"))
            .Select(measured => measured[WebhookTelemetry.ErrorTypeTag]).Distinct().Should().BeEquivalentTo(
                ["signature_mismatch", "signature_missing", "signature_malformed"]);
    }

    [Fact]
    public async Task Activities_OfEveryOutcome_NameItAndStandBelowTheRequest()
    {
        using var activities = new ActivityCollector();
        await using EveryOutcome outcomes = await EveryOutcome.StartAsync("evt");

        await outcomes.DriveAsync();

        IReadOnlyList<Activity> ours = activities.Ours;
        ours.Should().OnlyContain(activity => activity.OperationName == "webhooks.receive" && activity.Kind == ActivityKind.Internal);
        ours.Select(activity => activity.GetTagItem(WebhookTelemetry.OutcomeTag)).Should().BeEquivalentTo(
            outcomes.Answers.Select(answer => Snake(answer.Outcome)));
        ours.Should().OnlyContain(activity => Equals(activity.GetTagItem(WebhookTelemetry.ProviderTag), "cue"));
        ours.SelectMany(activity => activity.TagObjects).Select(tag => tag.Key).Distinct().Should().BeEquivalentTo(
            [WebhookTelemetry.ProviderTag, WebhookTelemetry.OutcomeTag, WebhookTelemetry.ErrorTypeTag]);
        ours.Should().OnlyContain(activity => activity.Parent != null && activity.Parent.OperationName == "Microsoft.AspNetCore.Hosting.HttpRequestIn");
        Activity threw = ours.Should().ContainSingle(activity => activity.Status == ActivityStatusCode.Error).Subject;
        threw.StatusDescription.Should().Be("The handler failed.");
        threw.GetTagItem(WebhookTelemetry.OutcomeTag).Should().Be("failed");
    }

    [Fact]
    public async Task Log_OfEveryOutcome_HasStableIdsAndNamesDeliveriesByTheirKey()
    {
        await using EveryOutcome outcomes = await EveryOutcome.StartAsync("evt");

        await outcomes.DriveAsync();

        IReadOnlyList<LogEntry> ours = outcomes.App.Logs.Ours;
        foreach (LogEntry entry in ours.Where(entry => entry.Id.Id != 1015))
        {
            _messages.Should().Contain((entry.Id.Id, entry.Id.Name!), entry.Level);
            entry.Category.Should().Be("Webhooks.Receiver");
            entry["Provider"].Should().Be("cue");
            entry["Endpoint"].Should().BeOneOf("/webhooks/cue", "/put");
            (entry["Key"] as string ?? "00000000").Should().MatchRegex("^([0-9a-f]{8}|-)$");
        }

        ours.Count(entry => entry.Id.Id is 1000 or 1001 or 1002 or 1003).Should().Be(outcomes.Answers.Count, "each delivery ends with one entry");
        ours.Where(entry => entry.Id.Id == 1004).Should().ContainSingle("a handler's exception is logged once")
            .Which.Message.Should().MatchRegex(
                "^The handler of delivery [0-9a-f]{8} from cue at /webhooks/cue threw. The claim is released; the sender will try again.$");
        ours.First(entry => entry.Id.Id == 1000).Message.Should().Be("Refused a delivery from cue at /webhooks/cue: SignatureMismatch.");
        ours.First(entry => entry.Id.Id == 1002).Message.Should().MatchRegex("^Delivery [0-9a-f]{8} from cue at /webhooks/cue: Processed.$");
        ours.First(entry => entry.Id.Id == 1003).Message.Should().MatchRegex("^Delivery - from cue at /webhooks/cue was not acknowledged: Malformed \\(\\w+\\).$");
    }

    [Fact]
    public async Task Log_OfTheDefaultStore_SaysThatItIsForOneProcess()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask, options => options.Builder = builder =>
        {
            builder.Services.Remove(builder.Services.Last(service => service.ServiceType == typeof(IIdempotencyStore)));
            builder.Services.AddWebhooks();
        });

        LogEntry entry = app.Logs.Of(1015).Should().ContainSingle().Subject;
        entry.Message.Should().StartWith("Deliveries are remembered in this process only, up to 1000000 of them.");
    }

    private static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}");
}
