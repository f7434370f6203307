namespace Webhooks.Receiver.Tests;

/// <summary>
/// The payloads beside a room's tests. A file's middle name says what is no event of a known type: <c>unlisted</c> (an event of a
/// type without a class), <c>bare</c> (an event with the help of headers only) or <c>no-event</c>.
/// </summary>
internal sealed class RoomPayloads
{
    private static readonly string[] _notKnown = [".unlisted.json", ".bare.json", ".no-event.json"];

    private readonly string _folder;

    private RoomPayloads(string room) => _folder = Path.Combine(AppContext.BaseDirectory, "Providers", room, "Payloads");

    public static RoomPayloads AdGem { get; } = new("AdGem");

    public static RoomPayloads AdGemPostbacks { get; } = new("AdGem/Postbacks");

    public static RoomPayloads Cue { get; } = new("Cue");

    public static RoomPayloads CubeConnect { get; } = new("CubeConnect");

    public static RoomPayloads CueApi { get; } = new("CueApi");

    public static RoomPayloads CueApiAlerts { get; } = new("CueApi/Alerts");

    public static RoomPayloads CueApiMessages { get; } = new("CueApi/Messages");

    public static RoomPayloads CueApiSubscriptions { get; } = new("CueApi/Subscriptions");

    public static RoomPayloads Sori { get; } = new("Sori");

    public static IReadOnlyList<RoomPayloads> All { get; } = [AdGem, AdGemPostbacks, Cue, CubeConnect, CueApi, CueApiAlerts, CueApiMessages, CueApiSubscriptions, Sori];

    /// <summary>Each file's body, whatever it is.</summary>
    public IEnumerable<byte[]> Bodies => Files.Select(Read);

    /// <summary>The files that hold an event of a known type.</summary>
    public IReadOnlyList<string> Known => [.. Files.Where(file => !Array.Exists(_notKnown, end => file.EndsWith(end, StringComparison.Ordinal)))];

    public IReadOnlyList<string> Unlisted => Ending(".unlisted.json");

    public IReadOnlyList<string> NoEvent => Ending(".no-event.json");

    public IEnumerable<byte[]> KnownBodies => Known.Select(Read);

    private IEnumerable<string> Files => Directory.GetFiles(_folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>The body as it was sent: the file's last line break is the editor's.</summary>
    public byte[] Read(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(_folder, file));
        return bytes is [.. byte[] body, (byte)'\n'] ? body : bytes;
    }

    private string[] Ending(string end) => [.. Files.Where(file => file.EndsWith(end, StringComparison.Ordinal))];
}
