using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>Decodes the text of a configured secret into the bytes of the key. Immutable.</summary>
public sealed class SecretEncoding
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly SecretEncodingKind _kind;
    private readonly string _prefix;

    private SecretEncoding(SecretEncodingKind kind, string prefix)
    {
        _kind = kind;
        _prefix = prefix;
    }

    /// <summary>The key is the UTF-8 bytes of the whole text, even if the text looks like another encoding.</summary>
    public static SecretEncoding Utf8 { get; } = new(SecretEncodingKind.Utf8, "");

    /// <summary>The text is hexadecimal, either case.</summary>
    public static SecretEncoding Hex { get; } = new(SecretEncodingKind.Hex, "");

    /// <summary>The text is base64, with or without padding, after an optional prefix.</summary>
    /// <param name="prefix">The prefix that is removed from the start if it is there, such as <c>whsec_</c>.</param>
    public static SecretEncoding Base64(string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new SecretEncoding(SecretEncodingKind.Base64, prefix);
    }

    /// <summary>Decodes a secret. For senders and their tests; a verifier decodes its secrets itself.</summary>
    /// <param name="secret">The text as configured; null counts as blank.</param>
    /// <param name="key">The key's bytes, never empty; null if the result is false. A new array, owned by the caller.</param>
    /// <returns>False if the text is blank or not in this encoding. No reason is given: it could quote the secret.</returns>
    public bool TryDecode(string? secret, [NotNullWhen(true)] out byte[]? key)
    {
        key = TryDecode(secret);
        return key is not null;
    }

    /// <summary>Gets the key's bytes; <see langword="null"/> if the text is blank or not in this encoding.</summary>
    /// <remarks>Does not throw: an exception could quote the secret.</remarks>
    internal byte[]? TryDecode(string? secret)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return null;
        }

        try
        {
            byte[] key = _kind switch
            {
                SecretEncodingKind.Hex => Convert.FromHexString(secret.AsSpan().Trim()),
                SecretEncodingKind.Base64 => FromBase64(Strip(secret.Trim())),
                _ => _strictUtf8.GetBytes(secret),
            };
            return key.Length == 0 ? null : key;
        }
        catch (Exception e) when (e is FormatException or EncoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] FromBase64(string text)
    {
        string digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c))); // as the platform reads base64
        return Convert.FromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='));
    }

    private string Strip(string text) => text.StartsWith(_prefix, StringComparison.Ordinal) ? text[_prefix.Length..] : text;
}
