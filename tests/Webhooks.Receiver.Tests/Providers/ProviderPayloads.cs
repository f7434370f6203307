namespace Webhooks.Receiver.Tests;

/// <summary>
/// The payloads beside a provider's tests. A file's middle name says what is no event of a known type: <c>unlisted</c> (an event of a
/// type without a class), <c>bare</c> (an event with the help of headers only) or <c>no-event</c>.
/// </summary>
internal sealed class ProviderPayloads
{
    private static readonly string[] _notKnown = [".unlisted.json", ".bare.json", ".no-event.json"];

    private readonly string _folder;

    private ProviderPayloads(string one) => _folder = Path.Combine(AppContext.BaseDirectory, "Providers", one, "Payloads");

    public static ProviderPayloads AdGem { get; } = new("AdGem");

    public static ProviderPayloads AdGemPostbacks { get; } = new("AdGem/Postbacks");

    public static ProviderPayloads Cue { get; } = new("Cue");

    public static ProviderPayloads CubeConnect { get; } = new("CubeConnect");

    public static ProviderPayloads CueApi { get; } = new("CueApi");

    public static ProviderPayloads CueApiAlerts { get; } = new("CueApi/Alerts");

    public static ProviderPayloads CueApiMessages { get; } = new("CueApi/Messages");

    public static ProviderPayloads CueApiSubscriptions { get; } = new("CueApi/Subscriptions");

    public static ProviderPayloads Sori { get; } = new("Sori");

    public static IReadOnlyList<ProviderPayloads> All { get; } = [AdGem, AdGemPostbacks, Cue, CubeConnect, CueApi, CueApiAlerts, CueApiMessages, CueApiSubscriptions, Sori];

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
