namespace Webhooks.Receiver.Tests;

/// <summary>The payloads beside the tests: as documented, and made up for the types whose payload nobody has published.</summary>
internal static class CuePayloads
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Providers", "Cue", "Payloads");

    private static readonly string[] _files =
        [.. Directory.GetFiles(_folder, "*.json").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> All => [.. _files];

    public static TheoryData<string> Documented => [.. _files.Where(file => !IsMadeUp(file))];

    public static TheoryData<string> MadeUp => [.. _files.Where(IsMadeUp)];

    public static IEnumerable<byte[]> Bodies => _files.Select(Read);

    public static byte[] AdClick => Read("ad.click.json");

    public static byte[] CampaignCreated => Read("campaign.created.json");

    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(_folder, file));

    private static bool IsMadeUp(string file) => file.EndsWith(".made-up.json", StringComparison.Ordinal);
}
