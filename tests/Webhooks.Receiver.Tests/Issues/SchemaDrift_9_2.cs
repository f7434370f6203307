using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Issue 9.2: one member in another form turned a click or a conversion into the unknown event, with 200 and without a word. What a form
/// does to each member of each provider's events is in <see cref="MemberDriftTests{TEvent}"/>.
/// </summary>
public sealed class SchemaDrift_9_2
{
    [Theory]
    [InlineData("ad.click.json", "created", "1705314900")]
    [InlineData("ad.click.json", "created", "1705314900.123")]
    [InlineData("ad.click.json", "created", "\"2024-01-15 10:35:00\"")]
    [InlineData("ad.click.json", "created", "\"2024-01-15\"")]
    [InlineData("ad.click.json", "created", "\"20240115T103500Z\"")]
    [InlineData("ad.click.json", "created", "\"20240115\"")]
    [InlineData("ad.click.json", "data/user_id", "5")]
    [InlineData("ad.click.json", "data/ad_id", "5")]
    [InlineData("ad.click.json", "data/metadata/timestamp", "1705314900123")]
    [InlineData("campaign.budget_exhausted.json", "data/performance/ctr", "\"2.0\"")]
    [InlineData("campaign.budget_exhausted.json", "data/performance/clicks", "\"500\"")]
    [InlineData("ad.conversion.json", "data/conversion_value", "\"99.99\"")]
    [InlineData("ad.conversion.json", "data/conversion_type", "7")]
    public void Read_ScalarInAnotherForm_IsReadWithoutDrift(string file, string path, string json)
    {
        byte[] body = CuePayloads.Read(file);

        WebhookReadResult<CueEvent> read = Read(JsonEdit.With(body, path, json));

        read.Event.Should().BeOfType(CueWebhooks.Parse(body).GetType());
        EventParts.At(read.Event!, path, System.Text.Json.JsonNamingPolicy.SnakeCaseLower).Should().NotBeNull();
        read.DriftedMembers.Should().BeEmpty();
    }

    [Fact]
    public void Read_OptionalMemberOfAnotherKind_IsNullKeptAndNamed()
    {
        WebhookReadResult<CueEvent> read = Read(JsonEdit.With(CuePayloads.AdClick, "data/context", "\"c4nary\""));

        CueAdClick click = read.Event.Should().BeOfType<CueAdClick>().Which;
        click.Data.Context.Should().BeNull();
        click.Data.ExtensionData!["context"].GetString().Should().Be("c4nary");
        click.Data.ClickId.Should().Be("click-xyz");
        read.DriftedMembers.Should().Equal("data.context");
    }

    [Fact]
    public void Read_RequiredMemberOfAnotherKind_IsUnknownAndNamed()
    {
        WebhookReadResult<CueEvent> read = Read(JsonEdit.With(CuePayloads.Read("ad.conversion.json"), "data/conversion_value", "\"c4nary\""));

        read.Event.Should().BeOfType<CueUnknownEvent>().Which.ReadError!.Member.Should().Be("data.conversion_value");
        read.DriftedMembers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("data/context", 1019, "An event ad.click from cue at /webhooks/cue has the member data.context in a form that this version "
        + "cannot read. It is null in the event, and its JSON is kept among the unknown members. Logged once an hour for each member.")]
    [InlineData("data/click_id", 1025, "An event ad.click from cue at /webhooks/cue lacks the required member data.click_id, or has it in a form that "
        + "this version cannot read. Such events arrive as the unknown event, with a ReadError. Logged once an hour for each member.")]
    public async Task Receive_MemberOfAnotherKind_IsAWarningThatQuotesNothing(string path, int eventId, string message)
    {
        await using var harness = new ReceiverHarness();
        byte[] body = JsonEdit.With(CuePayloads.AdClick, path, "[\"c4nary\"]");

        await harness.Receive(CueDelivery.Signed(System.Text.Encoding.UTF8.GetString(body)), (_, _) => Task.CompletedTask);

        LogEntry warning = harness.Logs.Of(eventId).Should().ContainSingle().Subject;
        (warning.Level, warning.Message).Should().Be((LogLevel.Warning, message));
        harness.Logs.Entries.Should().NotContain(entry => $"{entry.Message} {entry.Exception}".Contains("c4nary"));
    }

    [Theory]
    [InlineData("data/context", 1019, "optional")]
    [InlineData("data/click_id", 1025, "required")]
    public async Task Receive_MemberOfAnotherKindAgainAndAgain_IsCountedEachTimeAndWarnedOfOnceAnHour(string path, int eventId, string kind)
    {
        await using var harness = new ReceiverHarness();
        using var meters = new MeterCollector(harness.Services.GetRequiredService<IMeterFactory>());
        string body = System.Text.Encoding.UTF8.GetString(JsonEdit.With(CuePayloads.AdClick, path, "[]"));
        foreach (TimeSpan pause in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(1) })
        {
            harness.Clock.Advance(pause);
            await harness.Receive(CueDelivery.Signed(body), (_, _) => Task.CompletedTask);
        }

        harness.Logs.Of(eventId).Should().HaveCount(2, "the third came an hour after the first");
        IReadOnlyList<Measured> counted = meters.Of("webhooks.receiver.event.drifts");
        counted.Should().HaveCount(3).And.OnlyContain(one => Equals(one["webhooks.event.member"], path.Replace('/', '.')) && Equals(one["webhooks.event.drift"], kind));
    }

    private static WebhookReadResult<CueEvent> Read(byte[] body) => new CueWebhooks(Senders.Cue.Secret).Read(Senders.Cue.Request(body));
}
