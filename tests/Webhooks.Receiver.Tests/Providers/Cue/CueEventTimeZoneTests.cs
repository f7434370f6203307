using System.Buffers.Binary;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

[Collection(RunsAlone.Name)]
public sealed class CueEventTimeZoneTests : IDisposable
{
    private const int SecondsEast = (5 * 3600) + (45 * 60);

    private readonly string? _zoneBefore = Environment.GetEnvironmentVariable("TZ");
    private readonly string _file = Path.GetTempFileName();

    public CueEventTimeZoneTests()
    {
        // A zone of our own in the format of tzfile(5): the machine need not have a database of zones.
        byte[] zone = new byte[44 + 6 + 4];
        "TZif"u8.CopyTo(zone);
        BinaryPrimitives.WriteInt32BigEndian(zone.AsSpan(36), 1);
        BinaryPrimitives.WriteInt32BigEndian(zone.AsSpan(40), 4);
        BinaryPrimitives.WriteInt32BigEndian(zone.AsSpan(44), SecondsEast);
        "TST\0"u8.CopyTo(zone.AsSpan(50));
        File.WriteAllBytes(_file, zone);
        Environment.SetEnvironmentVariable("TZ", _file);
        TimeZoneInfo.ClearCachedData();
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TZ", _zoneBefore);
        TimeZoneInfo.ClearCachedData();
        File.Delete(_file);
    }

    [Fact]
    public void Created_WithoutOffsetOnAMachineFarFromUtc_IsUtc()
    {
        byte[] body = JsonEdit.With(CuePayloads.AdClick, "created", "\"2024-01-15T10:35:00\"");
        body = JsonEdit.With(body, "data/metadata/timestamp", "\"2024-01-15T10:36:00.5\"");
        byte[] unknown = JsonEdit.With(body, "type", "\"ad.hologram\"");
        var expected = new DateTimeOffset(2024, 1, 15, 10, 35, 0, TimeSpan.Zero);

        CueAdClick click = CueWebhooks.Parse(body).Should().BeOfType<CueAdClick>().Which;

        // Windows has no such variable: there the machine's own zone is what the test runs in.
        (OperatingSystem.IsWindows() || TimeZoneInfo.Local.BaseUtcOffset == TimeSpan.FromSeconds(SecondsEast)).Should().BeTrue();
        click.Created!.Value.EqualsExact(expected).Should().BeTrue("it is {0:O}", click.Created);
        click.Data.Metadata!.Timestamp!.Value.EqualsExact(expected.AddSeconds(60.5)).Should().BeTrue();
        CueWebhooks.Parse(unknown).Created!.Value.EqualsExact(expected).Should().BeTrue();
        CueEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)).OccurredAt!.Value.EqualsExact(expected).Should().BeTrue();
    }
}
