using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Benchmarks.Parsing;

/// <summary>Reads the payloads that providers publish, from the files of the tests.</summary>
internal static class PublishedPayloads
{
    private const string Bare = ".bare.json";

    private static readonly string[] _excluded = [".made-up.json", ".unlisted.json", ".no-event.json"];

    /// <summary>Gets the names of the files with events of known types.</summary>
    public static IEnumerable<string> GetNames(WebhookProvider provider) =>
        from file in Directory.GetFiles(GetFolder(provider), "*.json")
        where !Array.Exists(_excluded, end => file.EndsWith(end, StringComparison.Ordinal))
        orderby file
        select Path.GetFileName(file);

    public static byte[] Read(WebhookProvider provider, string file) => File.ReadAllBytes(Path.Combine(GetFolder(provider), file));

    /// <summary>Gets the headers of a payload. CueAPI's payload without an envelope has the execution's id in a header.</summary>
    public static WebhookHeaders GetHeaders(string file) => file.EndsWith(Bare, StringComparison.Ordinal)
        ? WebhookHeaders.From([new(CueApiHeaders.ExecutionId, "550e8400-e29b-41d4-a716-446655440000")])
        : WebhookHeaders.Empty;

    private static string GetFolder(WebhookProvider provider) =>
        Path.Combine(AppContext.BaseDirectory, "Providers", provider.ConfigurationSection, "Payloads");
}
