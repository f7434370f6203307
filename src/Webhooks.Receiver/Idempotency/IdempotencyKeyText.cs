namespace Webhooks.Receiver;

/// <summary>Formats a key as text on demand. If it is too long, the text before the id is cut first, then the id.</summary>
internal sealed class IdempotencyKeyText(string provider, string endpoint, string? tenant, string id, string? part)
{
    private const int MaxContextLength = 80;

    private readonly bool _isEmpty;

    private IdempotencyKeyText()
        : this("", "", null, "", null) => _isEmpty = true;

    /// <summary>The empty text of a key that was created from its bytes.</summary>
    public static IdempotencyKeyText None { get; } = new();

    public override string ToString()
    {
        if (_isEmpty)
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
