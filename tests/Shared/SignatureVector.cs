using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>One signature case: made and checked by other implementations than ours.</summary>
internal sealed record SignatureVector(
    string Name, string Provider, string[] Secrets, KeyValuePair<string, string>[] Headers, byte[] Body, DateTimeOffset Now, string Expect)
{
    private static readonly Lazy<IReadOnlyList<SignatureVector>> _all = new(() => [.. Files().SelectMany(Load)]);

    /// <summary>The cases of the repository and of every further file that WEBHOOKS_VECTORS names.</summary>
    public static IReadOnlyList<SignatureVector> All => _all.Value;

    public static IEnumerable<SignatureVector> Of(string provider) => All.Where(vector => vector.Provider == provider);

    public override string ToString() => Name;

    private static IEnumerable<string> Files()
    {
        string named = Environment.GetEnvironmentVariable("WEBHOOKS_VECTORS") ?? "";
        return named.Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Prepend(Path.Combine(AppContext.BaseDirectory, "Vectors", "signatures.json"));
    }

    private static IEnumerable<SignatureVector> Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static SignatureVector Read(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("provider").GetString()!,
        [.. json.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetString()!)],
        [.. json.GetProperty("headers").EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetString()!))],
        json.GetProperty("body_base64").GetBytesFromBase64(),
        json.GetProperty("now").GetDateTimeOffset(),
        json.GetProperty("expect").GetString()!);
}
