using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>
/// Authenticates the deliveries of a sender that does not sign, by a URL token. Both sides are hashed before they are compared:
/// the time shows neither the token's length nor whether a guess starts correctly.
/// </summary>
internal sealed class UrlTokenAuthenticator(IEnumerable<string> tokens, bool acceptsAnyone) : DeliveryAuthenticator
{
    /// <summary>The shortest accepted token. A shorter one could be guessed.</summary>
    public const int MinLength = 16;

    private const int MaxLength = 512;

    private readonly byte[][] _hashes = [.. tokens.Select(token => SHA256.HashData(Encoding.UTF8.GetBytes(token)))];

    public override bool CoversBody => false;

    public override bool ReadsUrlToken => true;

    /// <summary>Whether deliveries are accepted without a token.</summary>
    public bool AcceptsAnyone => acceptsAnyone;

    /// <summary>Whether a token is long enough, and has only characters that no URL escapes (RFC 3986 section 2.3).</summary>
    public static bool IsUsable(string token) =>
        token.Length is >= MinLength and <= MaxLength && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    /// <exception cref="ArgumentException">There is no token, or one is not usable. The message has its index only.</exception>
    public static UrlTokenAuthenticator Create(IEnumerable<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        string[] list = [.. tokens];
        int unusable = Array.FindIndex(list, token => token is null || !IsUsable(token));
        if (list.Length == 0 || unusable >= 0)
        {
            throw new ArgumentException(
                list.Length == 0 ? "No URL token is given." : $"The URL token at index {unusable} is too short or has characters that a URL would change.",
                nameof(tokens));
        }

        return new UrlTokenAuthenticator(list, acceptsAnyone: false);
    }

    public override bool SharesSecretWith(DeliveryAuthenticator other) =>
        other is UrlTokenAuthenticator tokens && _hashes.Any(hash => tokens._hashes.Any(hash.SequenceEqual));

    public override SignatureHeaders Select(WebhookHeaders headers, string method, string? url) => default;

    public override SignatureFailure? CheckHeaders(in SignatureHeaders headers, string? urlToken) =>
        acceptsAnyone || IsKnown(urlToken) ? null : SignatureFailure.UrlTokenMismatch;

    public override SignatureResult Verify(in ReadOnlySequence<byte> body, in SignatureHeaders headers) => SignatureResult.Valid(null);

    private bool IsKnown(string? token)
    {
        if (token is null or { Length: > MaxLength })
        {
            return false;
        }

        Span<byte> text = stackalloc byte[MaxLength * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(token, text)], hash);
        bool isKnown = false;
        foreach (byte[] known in _hashes)
        {
            isKnown |= CryptographicOperations.FixedTimeEquals(known, hash);
        }

        return isKnown;
    }
}
