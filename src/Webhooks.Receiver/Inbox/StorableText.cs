using System.Text;

namespace Webhooks.Receiver;

/// <summary>Text that every database can store: without NUL and lone surrogates, and of limited length.</summary>
internal static class StorableText
{
    private const char Replacement = '\uFFFD';

    public static string From(string text, int maxLength)
    {
        string cut = text.Length <= maxLength ? text : text[..maxLength];
        if (cut.Contains('\0') || WellFormedText.HasLoneSurrogate(cut))
        {
            var storable = new StringBuilder(cut.Length);
            foreach (Rune rune in cut.EnumerateRunes()) // a lone surrogate is enumerated as U+FFFD
            {
                storable.Append(rune.Value == 0 ? Replacement.ToString() : rune.ToString());
            }

            return storable.ToString();
        }

        return cut;
    }
}
