namespace Webhooks.Receiver;

/// <summary>The encoding in which a header holds the 32 bytes of an HMAC-SHA256.</summary>
public enum SignatureEncoding
{
    /// <summary>Exactly 64 hexadecimal digits, either case.</summary>
    Hex,

    /// <summary>Exactly 44 characters of canonical base64 with padding (RFC 4648 section 4).</summary>
    Base64,
}
