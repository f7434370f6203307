namespace Webhooks.Receiver;

/// <summary>Compares texts of open enums, which ignore case.</summary>
internal static class OpenEnumText
{
    private static readonly StringComparer _comparer = StringComparer.OrdinalIgnoreCase;

    /// <returns>The known text that is equal except for case; the text itself if there is none.</returns>
    public static string Normalize(string text, ReadOnlySpan<string> known)
    {
        foreach (string candidate in known)
        {
            if (_comparer.Equals(candidate, text))
            {
                return candidate;
            }
        }

        return text;
    }

    public static bool AreEqual(string left, string right) => _comparer.Equals(left, right);

    public static int GetHash(string text) => _comparer.GetHashCode(text);
}
