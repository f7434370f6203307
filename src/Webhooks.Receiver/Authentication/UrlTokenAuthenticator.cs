using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>
/// The sender does not sign; whoever knows the URL is taken for it. Both sides are hashed before they are compared, so that neither
/// the length nor a common start of a guess shows in the time it takes.
/// </summary>
internal sealed class UrlTokenAuthenticator(IEnumerable<string> tokens, bool acceptsAnyone) : DeliveryAuthenticator
{
    /// <summary>Below this a token can be guessed.</summary>
    public const int MinLength = 16;

    private const int MaxLength = 512;

    private readonly byte[][] _hashes = [.. tokens.Select(token => SHA256.HashData(Encoding.UTF8.GetBytes(token)))];

    public override bool CoversBody => false;

    public override bool ReadsUrlToken => true;

    /// <summary>Whether the token is not asked for.</summary>
    public bool AcceptsAnyone => acceptsAnyone;

    /// <summary>At least sixteen characters that stand for themselves in a URL (RFC 3986 section 2.3).</summary>
    public static bool IsUsable(string token) =>
        token.Length is >= MinLength and <= MaxLength && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    /// <exception cref="ArgumentException">There is no token, or one is not usable. The message gives its position, never its text.</exception>
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

    public override SignatureHeaders Select(WebhookHeaders headers) => default;

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
