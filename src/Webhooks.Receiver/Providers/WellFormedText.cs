namespace Webhooks.Receiver;

/// <summary>Text that has one UTF-8 encoding.</summary>
internal static class WellFormedText
{
    /// <summary>
    /// Whether the text has a lone surrogate. Different texts with lone surrogates could have the same UTF-8 bytes, and so the same key.
    /// </summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }
}
