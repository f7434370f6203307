using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Benchmarks.Parsing;

/// <summary>The payloads that providers publish, which are those that the tests read. A file's middle name says what it is not.</summary>
internal static class PublishedPayloads
{
    private const string Bare = ".bare.json";

    private static readonly string[] _left = [".made-up.json", ".unlisted.json", ".no-event.json"];

    /// <summary>The names of the files with events of known types.</summary>
    public static IEnumerable<string> Of(WebhookProvider provider) =>
        from file in Directory.GetFiles(FolderOf(provider), "*.json")
        where !Array.Exists(_left, end => file.EndsWith(end, StringComparison.Ordinal))
        orderby file
        select Path.GetFileName(file);

    public static byte[] Read(WebhookProvider provider, string file) => File.ReadAllBytes(Path.Combine(FolderOf(provider), file));

    /// <summary>A bare payload of CueAPI has its execution's id in a header.</summary>
    public static WebhookHeaders HeadersOf(string file) => file.EndsWith(Bare, StringComparison.Ordinal)
        ? WebhookHeaders.From([new(CueApiHeaders.ExecutionId, "550e8400-e29b-41d4-a716-446655440000")])
        : WebhookHeaders.Empty;

    private static string FolderOf(WebhookProvider provider) =>
        Path.Combine(AppContext.BaseDirectory, "Providers", provider.ConfigurationSection, "Payloads");
}
