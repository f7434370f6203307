using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// Signs bodies as a sender does, for any scheme: the counterpart of <see cref="SignatureVerifier"/>, and independent of it.
/// Stateless and thread-safe.
/// </summary>
public static class WebhookSigner
{
    /// <summary>Signs a body as the provider of an event type does.</summary>
    /// <typeparam name="TEvent">An event type of the provider.</typeparam>
    /// <param name="secret">The secret, as in the configuration.</param>
    /// <param name="body">The body's bytes exactly as they will be sent.</param>
    /// <param name="timestamp">The signed time; if null and the provider signs one, the system's time in whole seconds.</param>
    /// <param name="id">The signed id; if null and the provider signs one in a header, a new one.</param>
    /// <returns>The headers to send with the body: id and timestamp, if the scheme has them, and signature.</returns>
    /// <exception cref="ArgumentException">
    /// The secret is blank or not in the scheme's encoding, the id is blank, or the provider has no place for the time or the id.
    /// </exception>
    /// <exception cref="InvalidOperationException">The provider does not sign.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign<TEvent>(
        string secret, ReadOnlySpan<byte> body, DateTimeOffset? timestamp = null, string? id = null)
        where TEvent : IWebhookEvent => Sign(
            TEvent.Provider.Scheme ?? throw new InvalidOperationException($"Provider '{TEvent.Provider.Name}' does not sign."),
            secret, body, timestamp, id);

    /// <summary>Signs a body.</summary>
    /// <param name="scheme">The scheme to sign with.</param>
    /// <param name="secret">The secret, as in the configuration.</param>
    /// <param name="body">The body's bytes exactly as they will be sent.</param>
    /// <param name="timestamp">
    /// The signed time; if null and the scheme signs one, the system's time in whole seconds. Written as ISO 8601 with its own offset
    /// if the scheme accepts that, otherwise as Unix seconds, rounded down.
    /// </param>
    /// <param name="id">The signed id; if null and the scheme has a header for it, a new one.</param>
    /// <returns>The headers to send with the body: id and timestamp, if the scheme has them, and signature.</returns>
    /// <exception cref="ArgumentException">
    /// The secret is blank or not in the scheme's encoding, the id is blank, or the scheme has no place for the time or the id.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970, and the scheme writes Unix seconds.</exception>
    /// <exception cref="InvalidOperationException">The scheme's parts contradict each other.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        SignatureScheme scheme, string secret, ReadOnlySpan<byte> body, DateTimeOffset? timestamp = null, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentException.ThrowIfNullOrWhiteSpace(secret);
        _ = new SignatureVerifier(scheme, [secret]); // refuses secrets and schemes with the receiver's messages
        ThrowIfNoPlace(scheme, timestamp, id);
        string timestampText = scheme.Timestamp is { } time ? SignedTimeText.Format(time.Formats, timestamp) : "";
        string idText = scheme.IdHeader is null ? "" : id ?? NewId();
        ThrowIfBlankId(scheme, idText);

        byte[] mac = ComputeMac(scheme, secret, body, timestampText, idText);
        return Headers(scheme, Encode(scheme.Encoding, mac), timestampText, idText);
    }

    private static byte[] ComputeMac(SignatureScheme scheme, string secret, ReadOnlySpan<byte> body, string timestamp, string id)
    {
        var content = new ArrayBufferWriter<byte>();
        foreach (SignedPart part in scheme.SignedContent)
        {
            if (part == SignedPart.Body)
            {
                content.Write(body);
            }
            else if (part == SignedPart.Timestamp)
            {
                content.Write(Encoding.UTF8.GetBytes(timestamp));
            }
            else if (part == SignedPart.Id)
            {
                content.Write(Encoding.UTF8.GetBytes(id));
            }
            else
            {
                content.Write(part.FixedBytes);
            }
        }

        scheme.SecretEncoding.TryDecode(secret, out byte[]? key);
        return HMACSHA256.HashData(key!, content.WrittenSpan);
    }

    private static List<KeyValuePair<string, string>> Headers(SignatureScheme scheme, string mac, string timestamp, string id)
    {
        List<KeyValuePair<string, string>> headers = [];
        if (scheme.IdHeader is { } idHeader)
        {
            headers.Add(new(idHeader, id));
        }

        if (scheme.Timestamp?.Header is { } timestampHeader)
        {
            headers.Add(new(timestampHeader, timestamp));
        }

        string signature = scheme.Format.Prefix + mac;
        headers.Add(new(scheme.Header, scheme.Timestamp?.ListPrefix is { } prefix
            ? $"{prefix}{timestamp}{scheme.Format.Separator}{signature}"
            : signature));
        return headers;
    }

    private static string Encode(SignatureEncoding encoding, byte[] mac) =>
        encoding == SignatureEncoding.Base64 ? Convert.ToBase64String(mac) : Convert.ToHexStringLower(mac);

    private static string NewId() => $"msg_{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    /// <summary>A signer that ignored an argument would make a test pass that tests nothing.</summary>
    private static void ThrowIfNoPlace(SignatureScheme scheme, DateTimeOffset? timestamp, string? id)
    {
        if (timestamp is not null && scheme.Timestamp is null)
        {
            throw new ArgumentException(
                $"The scheme with the header '{scheme.Header}' signs no time. If the body has one, write it there before you sign.", nameof(timestamp));
        }

        if (id is not null && scheme.IdHeader is null)
        {
            throw new ArgumentException(
                $"The scheme with the header '{scheme.Header}' has no header for an id. If the body has one, write it there before you sign.", nameof(id));
        }
    }

    private static void ThrowIfBlankId(SignatureScheme scheme, string id)
    {
        if (scheme.IdHeader is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(id);
        }
    }
}
