using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// A file of signature cases such as WEBHOOKS_VECTORS may name: names that repeat, authentic bodies that are no event, headers that HTTP
/// cannot carry. Signed by the platform's HMAC.
/// </summary>
internal sealed class UnusualVectorFile : IDisposable
{
    public const int Count = 14;

    /// <summary>Stands for a lone surrogate, which the platform does not write.</summary>
    private const string HalfACharacter = "(half a character)";
    private const string Secret = "unusual-vectors-5d20";
    private const string Click = """{"id":"evt_1","type":"ad.click","data":{"ad_id":"a","campaign_id":"c","click_id":"k"}}""";
    private const string OfferRemoved = """{"type":"offer.removed","timestamp":"2026-03-13T17:51:14Z","data":{"offerId":"1"}}""";

    private static readonly DateTimeOffset _now = new(2026, 3, 13, 17, 51, 14, TimeSpan.Zero);

    public UnusualVectorFile()
    {
        File.WriteAllText(Path, new JsonArray(
            Cue("repeated", Click),
            Cue("repeated", Click, changed: Click + " ", expect: "signature_mismatch"),
            Case("repeated", "adgem", [new("Signature", Mac(OfferRemoved))], OfferRemoved),
            Cue("authentic-text", "not JSON"),
            Cue("authentic-array", "[1]"),
            CueApi("another-time", "{}"),
            CueApi("another-id", """{"execution_id":"exec_1","cue_id":"cue_1","payload":{}}""", further: new("X-CueAPI-Execution-Id", "exec_2")),
            Case("line-break-in-the-signature", "cue", [new("cue-signature", $"sha256={Mac(Click)}\r\nX: y")], Click, "signature_malformed"),
            Cue("nul-in-a-header", Click, further: new("X-Note", "a\0b")),
            Cue("half-a-character-in-a-header", Click, further: new("X-Note", HalfACharacter)),
            Cue("space-in-a-header-name", Click, further: new("X Note", "a")),
            Cue("other-media-type", Click, further: new("Content-Type", "text/plain")),
            Cue("length-of-its-own", Click, further: new("Content-Length", "1")),
            Cue("long-header", Click, further: new("X-Note", new string('x', 40_000)))).ToJsonString().Replace(HalfACharacter, "\\ud800", StringComparison.Ordinal));
    }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);

    private static JsonObject CueApi(string name, string body, KeyValuePair<string, string>? further = null)
    {
        const string time = "1800000000";
        KeyValuePair<string, string>[] headers =
            [new("X-CueAPI-Signature", "v1=" + Mac($"{time}.{body}")), new("X-CueAPI-Timestamp", time)];
        return Case(
            name, "cueapi", further is { } header ? [.. headers, header] : headers, body, now: DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
    }

    private static JsonObject Cue(
        string name, string body, string? changed = null, string expect = "valid", KeyValuePair<string, string>? further = null)
    {
        var signature = KeyValuePair.Create("cue-signature", "sha256=" + Mac(body));
        return Case(name, "cue", further is { } header ? [signature, header] : [signature], changed ?? body, expect);
    }

    private static JsonObject Case(
        string name, string provider, KeyValuePair<string, string>[] headers, string body, string expect = "valid", DateTimeOffset? now = null) =>
        new()
        {
            ["name"] = name,
            ["provider"] = provider,
            ["secrets"] = new JsonArray(Secret),
            ["headers"] = new JsonArray([.. headers.Select(header => new JsonArray(header.Key, header.Value))]),
            ["body_base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)),
            ["now"] = now ?? _now,
            ["expect"] = expect,
        };

    private static string Mac(string content) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(content)));
}
