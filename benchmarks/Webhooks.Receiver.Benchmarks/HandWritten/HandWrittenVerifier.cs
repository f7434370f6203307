using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Benchmarks.HandWritten;

/// <summary>Verifies as Cue's page shows, in C#: the platform's one-shot HMAC, a hex string, a fixed-time comparison.</summary>
internal sealed class HandWrittenVerifier(string secret)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(secret);

    public bool IsAuthentic(byte[] body, string? signature)
    {
        if (string.IsNullOrEmpty(signature))
        {
            return false;
        }

        string expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(_key, body));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(expected));
    }
}
