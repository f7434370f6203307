namespace Webhooks.Receiver;

/// <summary>How a sender proves who it is: an HMAC, a signature with a private key, or a secret that it sends along.</summary>
public enum SignatureAlgorithm
{
    /// <summary>HMAC with SHA-256, which most senders use. The zero value.</summary>
    HmacSha256 = 0,

    /// <summary>HMAC with SHA-1. Only for senders that offer no stronger algorithm: SHA-1 is broken for other uses, though not for an HMAC.</summary>
    HmacSha1,

    /// <summary>HMAC with SHA-384.</summary>
    HmacSha384,

    /// <summary>HMAC with SHA-512.</summary>
    HmacSha512,

    /// <summary>
    /// ECDSA with the curve P-256 and SHA-256, the signature in DER (RFC 3279 section 2.2.3). The configured secrets are public keys: PEM, or
    /// base64 of a SubjectPublicKeyInfo.
    /// </summary>
    EcdsaP256Sha256,

    /// <summary>
    /// RSA with PKCS#1 v1.5 padding and SHA-256. The configured secrets are public keys of 2,048 to 4,096 bits: PEM, or base64 of a
    /// SubjectPublicKeyInfo.
    /// </summary>
    RsaPkcs1Sha256,

    /// <summary>As <see cref="RsaPkcs1Sha256"/>, with PSS padding and a salt of 32 bytes.</summary>
    RsaPssSha256,

    /// <summary>
    /// No signature: the sender sends the secret itself, which is compared in constant time. Nothing of the delivery is authenticated,
    /// its body included: who sees one request can forge others.
    /// </summary>
    SharedSecret,
}
