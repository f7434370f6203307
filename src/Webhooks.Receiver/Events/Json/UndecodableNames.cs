using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>
/// Makes a body readable if a member's name contains a lone surrogate. That is valid JSON, but not valid text, and JSON readers fail at it.
/// The name becomes the text of the escape sequence: <c>"\ud800"</c> becomes the six characters <c>\ud800</c>.
/// </summary>
internal static class UndecodableNames
{
    private const int EscapeLength = 6; // \uXXXX

    /// <returns>A copy; the body itself if all names can be decoded, or it is not JSON.</returns>
    public static ReadOnlySpan<byte> Escape(ReadOnlySpan<byte> body)
    {
        List<int> escapes = Find(body);
        if (escapes.Count == 0)
        {
            return body;
        }

        var copy = new ArrayBufferWriter<byte>(body.Length + escapes.Count);
        int copied = 0;
        foreach (int at in escapes)
        {
            copy.Write(body[copied..at]);
            copy.Write("\\\\"u8);
            copied = at + EscapeLength;
            foreach (byte digit in body[(at + 1)..copied])
            {
                copy.Write([(byte)char.ToLowerInvariant((char)digit)]); // upper and lower case digits mean the same name
            }
        }

        copy.Write(body[copied..]);
        return copy.WrittenSpan;
    }

    /// <param name="name">A name as it is written, without the quotation marks.</param>
    public static bool IsUndecodable(ReadOnlySpan<byte> name)
    {
        List<int> found = [];
        FindIn(name, 0, found);
        return found.Count > 0;
    }

    private static List<int> Find(ReadOnlySpan<byte> body)
    {
        List<int> found = [];
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonBody.LargestMaxDepth });
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    FindIn(reader.ValueSpan, (int)reader.TokenStartIndex + 1, found);
                }
            }
        }
        catch (JsonException)
        {
            found.Clear(); // not JSON: the parser finds the reason later
        }

        return found;
    }

    private static void FindIn(ReadOnlySpan<byte> name, int start, List<int> found)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] != '\\')
            {
                continue;
            }

            if (GetCodeUnit(name, i) is not { } unit)
            {
                i++; // a short escape such as \n or \\
                continue;
            }

            bool isPair = char.IsHighSurrogate(unit) && GetCodeUnit(name, i + EscapeLength) is { } next && char.IsLowSurrogate(next);
            if (char.IsSurrogate(unit) && !isPair)
            {
                found.Add(start + i);
            }

            i += (isPair ? 2 * EscapeLength : EscapeLength) - 1;
        }
    }

    /// <returns>The UTF-16 code unit of an escape sequence, whose digits the reader has checked; null if there is none.</returns>
    private static char? GetCodeUnit(ReadOnlySpan<byte> name, int at) =>
        at + EscapeLength <= name.Length && name[at] == '\\' && name[at + 1] == 'u'
            ? (char)ushort.Parse(name.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;
}
