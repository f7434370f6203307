using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

[Collection(RunsAlone.Name)]
public sealed class CueEventTimeZoneTests : IDisposable
{
    private readonly ZoneFarFromUtc _zone = new();

    public void Dispose() => _zone.Dispose();

    [Fact]
    public void Created_WithoutOffsetOnAMachineFarFromUtc_IsUtc()
    {
        byte[] body = JsonEdit.With(CuePayloads.AdClick, "created", "\"2024-01-15T10:35:00\"");
        body = JsonEdit.With(body, "data/metadata/timestamp", "\"2024-01-15T10:36:00.5\"");
        byte[] unknown = JsonEdit.With(body, "type", "\"ad.hologram\"");
        var expected = new DateTimeOffset(2024, 1, 15, 10, 35, 0, TimeSpan.Zero);

        CueAdClick click = CueWebhooks.Parse(body).Should().BeOfType<CueAdClick>().Which;

        _zone.IsInForce.Should().BeTrue();
        click.Created!.Value.EqualsExact(expected).Should().BeTrue("it is {0:O}", click.Created);
        click.Data.Metadata!.Timestamp!.Value.EqualsExact(expected.AddSeconds(60.5)).Should().BeTrue();
        CueWebhooks.Parse(unknown).Created!.Value.EqualsExact(expected).Should().BeTrue();
        CueEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)).OccurredAt!.Value.EqualsExact(expected).Should().BeTrue();
    }
}
