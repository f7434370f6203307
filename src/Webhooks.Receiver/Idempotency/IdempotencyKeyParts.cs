namespace Webhooks.Receiver;

/// <summary>
/// The hash of a key, and the parts that it was made of. Formats them as text on demand: if it is too long, the text before the id is
/// cut first, then the id.
/// </summary>
/// <param name="hash">The hash.</param>
/// <param name="provider">The provider's name; empty if the key was created from its bytes: it then has no other parts, and no text.</param>
/// <param name="endpoint">The endpoint's name.</param>
/// <param name="tenant">The tenant; null if there is none.</param>
/// <param name="id">The event's id.</param>
/// <param name="part">The second part of the id; null if there is none.</param>
internal sealed class IdempotencyKeyParts(
    IdempotencyKeyHash hash, string provider = "", string endpoint = "", string? tenant = null, string id = "", string? part = null)
{
    private const int MaxContextLength = 80;

    /// <summary>The hash.</summary>
    public IdempotencyKeyHash Hash { get; } = hash;

    /// <summary>The hash code of the hash. Kept, because a store asks for it several times.</summary>
    public int HashCode { get; } = hash.GetHashCode();

    public override string ToString()
    {
        if (provider.Length == 0)
        {
            return "";
        }

        string context = tenant is null ? $"{provider}:{endpoint}" : $"{provider}:{endpoint}:{tenant}";
        string identity = part is null ? id : $"{id}:{part}";
        string text = $"{context}:{identity}";
        if (text.Length <= IdempotencyKey.MaxDisplayLength)
        {
            return text;
        }

        context = Cut(context, MaxContextLength);
        return $"{context}:{Cut(identity, IdempotencyKey.MaxDisplayLength - context.Length - 1)}";
    }

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end), "…");
    }
}
