using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>Authenticates the deliveries of a sender that does not sign, by a URL token.</summary>
internal sealed class UrlTokenAuthenticator(IEnumerable<string> tokens, bool acceptsAnyone) : DeliveryAuthenticator
{
    /// <summary>The shortest accepted token. A shorter one could be guessed.</summary>
    public const int MinLength = 16;

    private readonly HashedTokens _tokens = new(tokens);

    public override bool CoversBody => false;

    public override bool ReadsUrlToken => true;

    /// <summary>Whether deliveries are accepted without a token.</summary>
    public bool AcceptsAnyone => acceptsAnyone;

    /// <summary>Whether a token is long enough, and has only characters that no URL escapes (RFC 3986 section 2.3).</summary>
    public static bool IsUsable(string token) =>
        token.Length is >= MinLength and <= HashedTokens.MaxLength && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~');

    /// <exception cref="ArgumentException">There is no token, or one is not usable. The message has its index only.</exception>
    public static UrlTokenAuthenticator Create(IEnumerable<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        string[] list = [.. tokens];
        int unusable = Array.FindIndex(list, token => token is null || !IsUsable(token));
        if (list.Length == 0 || unusable >= 0)
        {
            throw new ArgumentException(
                list.Length == 0 ? "No URL token is given." : $"The URL token at index {unusable} does not have {MinLength} to {HashedTokens.MaxLength} characters, all of them letters, digits or -._~.",
                nameof(tokens));
        }

        return new UrlTokenAuthenticator(list, acceptsAnyone: false);
    }

    public override bool SharesSecretWith(DeliveryAuthenticator other) =>
        other is UrlTokenAuthenticator urlTokens && _tokens.SharesTokenWith(urlTokens._tokens);

    public override SignatureHeaders Select(WebhookHeaders headers, string method, string? url) => default;

    public override SignatureFailure? CheckHeaders(in SignatureHeaders headers, string? urlToken) =>
        acceptsAnyone || _tokens.Contains(urlToken) ? null : SignatureFailure.UrlTokenMismatch;

    public override SignatureResult Verify(in ReadOnlySequence<byte> body, in SignatureHeaders headers) => SignatureResult.Valid(null);
}
