using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Webhooks.Receiver;

/// <summary>
/// Makes bodies readable in which a member's name has a lone surrogate: valid JSON, but no text, so that every reader fails at it. The
/// name becomes the text of the escape sequence: <c>"\ud800"</c> is then <c>\ud800</c>, six characters.
/// </summary>
internal static class UndecodableNames
{
    private const int EscapeLength = 6; // \uXXXX

    /// <returns>The body itself where no name is undecodable or it is no JSON; else a copy.</returns>
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
                copy.Write([(byte)char.ToLowerInvariant((char)digit)]); // two spellings of one name have to stay duplicates
            }
        }

        copy.Write(body[copied..]);
        return copy.WrittenSpan;
    }

    private static List<int> Find(ReadOnlySpan<byte> body)
    {
        List<int> found = [];
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonBody.MaxDepth });
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
            found.Clear(); // whoever parses it says what is wrong
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

    /// <returns>The UTF-16 code unit of an escape sequence; null where there is none. The reader has checked its digits.</returns>
    private static char? GetCodeUnit(ReadOnlySpan<byte> name, int at) =>
        at + EscapeLength <= name.Length && name[at] == '\\' && name[at + 1] == 'u'
            ? (char)ushort.Parse(name.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;
}
