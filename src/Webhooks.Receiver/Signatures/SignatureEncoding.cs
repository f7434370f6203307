namespace Webhooks.Receiver;

/// <summary>The encoding of a signature's bytes.</summary>
public enum SignatureEncoding
{
    /// <summary>Hexadecimal digits, either case; exactly 64 of HMAC-SHA256.</summary>
    Hex,

    /// <summary>Canonical base64 with padding (RFC 4648 section 4); exactly 44 characters of HMAC-SHA256.</summary>
    Base64,
}
