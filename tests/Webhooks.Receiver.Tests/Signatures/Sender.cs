using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>A sender that signs with the platform's HMAC alone, so that it cannot share a mistake with the verifier.</summary>
internal sealed class Sender
{
    /// <summary>The clock of the signature cases, as Unix seconds.</summary>
    public const string Now = "1773424274";

    public required string Name { get; init; }

    public required SignatureScheme Scheme { get; init; }

    public required string Secret { get; init; }

    /// <summary>The key as the provider's documentation says it comes from the secret.</summary>
    public required byte[] Key { get; init; }

    /// <summary>What is signed before the body.</summary>
    public Func<string, string> Before { get; init; } = _ => "";

    /// <summary>The signature header's text out of timestamp and MAC.</summary>
    public required Func<string, byte[], string> Write { get; init; }

    public bool HasTimestampHeader => Scheme.Timestamp?.Header is not null;

    public string Id { get; init; } = "";

    public string DefaultTimestamp { get; init; } = Now;

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Hex(byte[] mac) => Convert.ToHexStringLower(mac);

    public byte[] Mac(byte[] body, string? timestamp = null) =>
        HMACSHA256.HashData(Key, Utf8(Before(timestamp ?? DefaultTimestamp)).Concat(body).ToArray());

    public SignedDelivery Sign(string body, string? timestamp = null) => Sign(Utf8(body), timestamp);

    public SignedDelivery Sign(byte[] body, string? timestamp = null)
    {
        string time = timestamp ?? DefaultTimestamp;
        return new SignedDelivery(Write(time, Mac(body, time)), HasTimestampHeader ? time : "", Id, body);
    }

    public SignatureVerifier Verifier(TimeProvider? timeProvider = null, TimeSpan? tolerance = null) =>
        new(Scheme, [Secret], timeProvider ?? new ManualTimeProvider(), tolerance);

    /// <summary>An authentic request, with further headers.</summary>
    public WebhookRequest Request(byte[] body, string? timestamp = null, params (string Name, string Value)[] headers) => new(
        "POST", $"/webhooks/{Name}",
        [.. Named(Sign(body, timestamp)), .. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))], body);

    /// <summary>The delivery's headers by their names.</summary>
    public WebhookHeaders List(SignedDelivery delivery) => WebhookHeaders.From(Named(delivery));

    public override string ToString() => Name;

    public List<KeyValuePair<string, string>> Named(SignedDelivery delivery)
    {
        List<KeyValuePair<string, string>> headers = [KeyValuePair.Create(Scheme.Header!, delivery.Signature)];
        if (Scheme.Timestamp?.Header is { } timestamp)
        {
            headers.Add(KeyValuePair.Create(timestamp, delivery.Timestamp));
        }

        if (Scheme.IdHeader is { } id)
        {
            headers.Add(KeyValuePair.Create(id, delivery.Id));
        }

        return headers;
    }
}
