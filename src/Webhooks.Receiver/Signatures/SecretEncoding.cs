using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>How the configured secret's text becomes the key's bytes. Immutable.</summary>
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

    /// <summary>The key is the UTF-8 bytes of the whole text, whatever it looks like.</summary>
    public static SecretEncoding Utf8 { get; } = new(SecretEncodingKind.Utf8, "");

    /// <summary>The text is hexadecimal, either case.</summary>
    public static SecretEncoding Hex { get; } = new(SecretEncodingKind.Hex, "");

    /// <summary>The text is base64, after an optional prefix.</summary>
    /// <param name="prefix">What is stripped from the front where present, such as <c>whsec_</c>.</param>
    public static SecretEncoding Base64(string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return new SecretEncoding(SecretEncodingKind.Base64, prefix);
    }

    /// <summary>Turns a secret's text into the key's bytes: for senders and their tests. A verifier does it itself.</summary>
    /// <param name="secret">The text as configured; null counts as blank.</param>
    /// <param name="key">The bytes, never empty; null where there are none. The caller's own copy of a secret.</param>
    /// <returns>False where the text is blank or not in this encoding. Says no more: a reason could quote the secret.</returns>
    public bool TryDecode(string? secret, [NotNullWhen(true)] out byte[]? key)
    {
        key = TryDecode(secret);
        return key is not null;
    }

    /// <summary>The key's bytes, or <see langword="null"/> where the text is blank or not in this encoding.</summary>
    /// <remarks>Says no more than that: an exception could quote the secret.</remarks>
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
                SecretEncodingKind.Base64 => Convert.FromBase64String(Strip(secret.Trim())),
                _ => _strictUtf8.GetBytes(secret),
            };
            return key.Length == 0 ? null : key;
        }
        catch (Exception e) when (e is FormatException or EncoderFallbackException)
        {
            return null;
        }
    }

    private string Strip(string text) => text.StartsWith(_prefix, StringComparison.Ordinal) ? text[_prefix.Length..] : text;
}
