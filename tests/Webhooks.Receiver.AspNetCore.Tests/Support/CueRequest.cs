using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A delivery as Cue sends it, signed by the platform's HMAC and not by our engine.</summary>
internal sealed record CueRequest(byte[] Body)
{
    public const string DefaultPath = "/webhooks/cue";
    public const string Secret = "cue-tests-3d1f0c52a8b94e67";

    public string SignedWith { get; init; } = Secret;

    public string? ContentType { get; init; } = "application/json";

    public string? ContentEncoding { get; init; }

    public bool IsChunked { get; init; }

    public string Signature => Sign(Body, SignedWith);

    public static CueRequest Of(string json) => new(Encoding.UTF8.GetBytes(json));

    public static CueRequest Click(string id = "evt_1") => Of(
        $$"""
        {"id":"{{id}}","type":"ad.click","created":"2026-03-13T17:51:14Z","data":{"ad_id":"ad-1","campaign_id":"c-1","click_id":"k-1"} }
        """);

    public static CueRequest Paused(string id = "evt_p") => Of($$"""{"id":"{{id}}","type":"campaign.paused","data":{} }""");

    public static CueRequest UnknownType(string id = "evt_u") => Of($$"""{"id":"{{id}}","type":"ad.hovered","data":{} }""");

    public static CueRequest Unreadable(string id = "evt_r") => Of($$"""{"id":"{{id}}","type":"ad.click","data":{"ad_id":7} }""");

    /// <summary>An authentic event of exactly so many bytes.</summary>
    public static CueRequest OfSize(int size, string id = "evt_s")
    {
        string frame = $$"""{"id":"{{id}}","type":"ad.hovered","data":"" }""";
        return Of(frame.Replace("\"\" }", $"\"{new string('x', size - frame.Length)}\" }}", StringComparison.Ordinal));
    }

    public static string Sign(byte[] body, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public HttpRequestMessage ToMessage(string path = DefaultPath)
    {
        var content = new ByteArrayContent(Body);
        if (ContentType is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }

        if (ContentEncoding is not null)
        {
            content.Headers.ContentEncoding.Add(ContentEncoding);
        }

        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        message.Headers.TransferEncodingChunked = IsChunked;
        message.Headers.Add("cue-signature", Signature);
        return message;
    }

    /// <summary>The head of the request as raw bytes, up to and including the empty line.</summary>
    /// <param name="length">The announced length; chunked where null.</param>
    /// <param name="signature">The signature header's value; the right one where null.</param>
    /// <param name="path">The path.</param>
    public byte[] Head(long? length, string? signature = null, string path = DefaultPath) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\ncue-signature: {signature ?? Signature}\r\n"
        + (length is null ? "Transfer-Encoding: chunked\r\n\r\n" : $"Content-Length: {length}\r\n\r\n"));

    public static byte[] Chunk(ReadOnlySpan<byte> bytes) =>
        [.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8];
}
