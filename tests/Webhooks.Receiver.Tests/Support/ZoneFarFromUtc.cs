using System.Buffers.Binary;

namespace Webhooks.Receiver.Tests;

/// <summary>Moves the machine 5:45 east until it is disposed of. For tests that run alone.</summary>
internal sealed class ZoneFarFromUtc : IDisposable
{
    private const int SecondsEast = (5 * 3600) + (45 * 60);

    private readonly string? _zoneBefore = Environment.GetEnvironmentVariable("TZ");
    private readonly string _file = Path.GetTempFileName();

    public ZoneFarFromUtc()
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

    /// <summary>Windows has no such variable: there the machine's own zone is what a test runs in.</summary>
    public bool IsInForce => OperatingSystem.IsWindows() || TimeZoneInfo.Local.BaseUtcOffset == TimeSpan.FromSeconds(SecondsEast);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TZ", _zoneBefore);
        TimeZoneInfo.ClearCachedData();
        File.Delete(_file);
    }
}
