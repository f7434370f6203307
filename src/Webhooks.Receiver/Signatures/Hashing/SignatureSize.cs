using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>The room that one decoded signature takes in a buffer.</summary>
/// <param name="Slot">The number of bytes.</param>
/// <param name="IsVariable">Whether the signature may be shorter. Its length is then in the first two bytes.</param>
internal readonly record struct SignatureSize(int Slot, bool IsVariable = false)
{
    public static SignatureSize Of(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.HmacSha1 => new(HMACSHA1.HashSizeInBytes),
        SignatureAlgorithm.HmacSha384 => new(HMACSHA384.HashSizeInBytes),
        SignatureAlgorithm.HmacSha512 => new(HMACSHA512.HashSizeInBytes),
        SignatureAlgorithm.HmacSha256 or SignatureAlgorithm.SharedSecret => new(SHA256.HashSizeInBytes),
        _ => new(sizeof(ushort) + PublicKey.MaxSignatureSize, IsVariable: true),
    };
}
