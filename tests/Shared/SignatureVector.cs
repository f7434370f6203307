using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Tests;

/// <summary>One signature case: made and checked by other implementations than ours.</summary>
internal sealed record SignatureVector(
    string Name, string Provider, string[] Secrets, KeyValuePair<string, string>[] Headers, byte[] Body, DateTimeOffset Now, string Expect)
{
    private static readonly Lazy<IReadOnlyList<SignatureVector>> _ofTheRepository =
        new(() => Load(Path.Combine(AppContext.BaseDirectory, "Vectors", "signatures.json")));

    private static readonly Lazy<IReadOnlyList<SignatureVector>> _all =
        new(() => AllWith(Environment.GetEnvironmentVariable("WEBHOOKS_VECTORS")));

    /// <summary>The cases of the repository and of every further file that WEBHOOKS_VECTORS names.</summary>
    public static IReadOnlyList<SignatureVector> All => _all.Value;

    public static IReadOnlyList<SignatureVector> OfTheRepository => _ofTheRepository.Value;

    public bool IsValid => Expect == "valid";

    public static IEnumerable<SignatureVector> Of(string provider) => All.Where(vector => vector.Provider == provider);

    /// <summary>The cases of the repository and of further files.</summary>
    /// <param name="files">Their paths, separated as in PATH; none where null.</param>
    public static IReadOnlyList<SignatureVector> AllWith(string? files) =>
        [.. OfTheRepository, .. (files ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).SelectMany(Load)];

    /// <summary>A row for each wanted case: its place, since further files may repeat names, and its name.</summary>
    public static TheoryData<int, string> Rows(IReadOnlyList<SignatureVector> vectors, Func<SignatureVector, bool> isWanted)
    {
        TheoryData<int, string> rows = [];
        foreach ((int index, SignatureVector vector) in vectors.Index().Where(row => isWanted(row.Item)))
        {
            rows.Add(index, vector.Name);
        }

        return rows;
    }

    public override string ToString() => Name;

    private static IReadOnlyList<SignatureVector> Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static SignatureVector Read(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("provider").GetString()!,
        [.. json.GetProperty("secrets").EnumerateArray().Select(secret => secret.GetString()!)],
        [.. json.GetProperty("headers").EnumerateArray().Select(pair => KeyValuePair.Create(TextOf(pair[0]), TextOf(pair[1])))],
        json.GetProperty("body_base64").GetBytesFromBase64(),
        json.GetProperty("now").GetDateTimeOffset(),
        json.GetProperty("expect").GetString()!);

    /// <summary>Also of a string with half a surrogate pair, which <see cref="JsonElement.GetString"/> does not read.</summary>
    private static string TextOf(JsonElement json) => Regex.Unescape(json.GetRawText()[1..^1]);
}
