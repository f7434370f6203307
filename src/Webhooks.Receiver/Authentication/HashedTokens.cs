using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>
/// Secret words, one of which a request has to show. Both sides are hashed before they are compared: the time shows neither a word's length
/// nor whether a guess starts correctly.
/// </summary>
internal sealed class HashedTokens(IEnumerable<string> tokens)
{
    public const int MaxLength = 512;

    private readonly byte[][] _hashes = [.. tokens.Select(token => SHA256.HashData(Encoding.UTF8.GetBytes(token)))];

    public bool SharesTokenWith(HashedTokens other) => _hashes.Any(hash => other._hashes.Any(hash.SequenceEqual));

    public bool Contains(string? token)
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
