using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>A time without an offset is UTC, whatever the machine's zone.</summary>
[Collection(RunsAlone.Name)]
public sealed class EventTimeZoneTests : IDisposable
{
    private static readonly DateTimeOffset _expected = new(2024, 1, 15, 10, 35, 0, TimeSpan.Zero);

    private readonly ZoneFarFromUtc _zone = new();

    public void Dispose() => _zone.Dispose();

    [Fact]
    public void Created_OfCue_IsUtc()
    {
        byte[] body = WithoutOffset(WithoutOffset(CuePayloads.AdClick, "created"), "data/metadata/timestamp");

        CueAdClick click = CueWebhooks.Parse(body).Should().BeOfType<CueAdClick>().Which;
        ShouldBeUtc(click.Created);
        ShouldBeUtc(click.Data.Metadata!.Timestamp);
        ShouldBeUtc(CueWebhooks.Parse(JsonEdit.With(body, "type", "\"ad.hologram\"")).Created);
        ShouldBeUtc(CueEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)).OccurredAt);
    }

    [Theory]
    [InlineData("\"2024-01-15T10:35:00\"")]
    [InlineData("\"2024-01-15 10:35:00\"")]
    [InlineData("1705314900")]
    [InlineData("1705314900.0")]
    [InlineData("\"1705314900.000\"")]
    [InlineData("\"2024-01-15T10:35\"")]
    [InlineData("\"2024-01-15 10:35\"")]
    [InlineData("\"2024-01-15 10:35:00+00\"")]
    [InlineData("\"2024-01-15T10:35:00.000000+00\"")]
    [InlineData("\"2024-01-15T10:35:00,000\"")]
    [InlineData("\"20240115T103500\"")]
    [InlineData("\"20240115T1035Z\"")]
    [InlineData("\"2024-01-15 10:35:00,000\"")]
    [InlineData("\"20240115T103500.000Z\"")]
    public void Timestamp_OfAdGem_IsUtc(string json)
    {
        byte[] body = JsonEdit.With(ProviderPayloads.AdGem.Read("offer.removed.json"), "timestamp", json);

        ShouldBeUtc(AdGemWebhooks.Parse(body).Should().BeOfType<AdGemOfferRemoved>().Which.Timestamp);
        ShouldBeUtc(AdGemWebhooks.Parse(JsonEdit.With(body, "type", "\"new\"")).Timestamp);
    }

    [Fact]
    public void Timestamp_OfCubeConnect_IsUtc()
    {
        byte[] body = WithoutOffset(ProviderPayloads.CubeConnect.Read("message.received.json"), "timestamp");

        ShouldBeUtc(CubeConnectWebhooks.Parse(body).Should().BeOfType<CubeConnectMessageReceived>().Which.Timestamp);
        ShouldBeUtc(CubeConnectWebhooks.Parse(JsonEdit.With(body, "event", "\"new\"")).Timestamp);
    }

    [Fact]
    public void Timestamp_OfSori_IsUtc()
    {
        byte[] body = WithoutOffset(ProviderPayloads.Sori.Read("click.json"), "timestamp");

        ShouldBeUtc(SoriWebhooks.Parse(body).Should().BeOfType<SoriClick>().Which.Timestamp);
        ShouldBeUtc(SoriWebhooks.Parse(JsonEdit.With(body, "event_type", "\"new\"")).Timestamp);
    }

    [Fact]
    public void ScheduledFor_OfCueApi_IsUtcInBodyAndHeader()
    {
        byte[] body = WithoutOffset(ProviderPayloads.CueApi.Read("execution.json"), "scheduled_for");
        var headers = WebhookHeaders.From(
            [KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1"), KeyValuePair.Create(CueApiHeaders.ScheduledFor, "2024-01-15T10:35:00")]);

        ShouldBeUtc(CueApiWebhooks.Parse(body).Should().BeOfType<CueApiExecution>().Which.ScheduledFor);
        ShouldBeUtc(CueApiWebhooks.Parse(JsonEdit.With(body, "name", "[]")).ScheduledFor);
        ShouldBeUtc(CueApiWebhooks.Parse("{}"u8, headers).ScheduledFor);
    }

    private void ShouldBeUtc(DateTimeOffset? time)
    {
        _zone.IsInForce.Should().BeTrue();
        time!.Value.EqualsExact(_expected).Should().BeTrue("it is {0:O}", time);
    }

    private static byte[] WithoutOffset(byte[] body, string member) => JsonEdit.With(body, member, "\"2024-01-15T10:35:00\"");
}
