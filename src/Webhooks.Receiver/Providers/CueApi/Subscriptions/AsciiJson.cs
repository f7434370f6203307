using System.Buffers;
using System.Text;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// Writes a body as CueAPI signs its event batches: as Python's <c>json.dumps</c> writes JSON in ASCII, while it sends the same JSON in UTF-8. No
/// JSON is parsed: each character outside U+0020 to U+007E becomes its escape sequence, wherever it is.
/// </summary>
internal static class AsciiJson
{
    private const int LongestEscape = 12; // a surrogate pair

    /// <inheritdoc cref="SignedPartWriter"/>
    /// <returns>False if the body is not UTF-8.</returns>
    public static bool Write(ReadOnlySequence<byte> body, SignatureHeaders headers, IBufferWriter<byte> output)
    {
        Span<byte> cut = stackalloc byte[4]; // the bytes of a character that two segments share
        int length = 0;
        foreach (ReadOnlyMemory<byte> segment in body)
        {
            ReadOnlySpan<byte> rest = segment.Span;
            while (length > 0 && !rest.IsEmpty)
            {
                cut[length++] = rest[0];
                rest = rest[1..];
                OperationStatus status = Rune.DecodeFromUtf8(cut[..length], out Rune rune, out _);
                if (status == OperationStatus.Done)
                {
                    Escape(rune, output);
                    length = 0;
                }
                else if (status != OperationStatus.NeedMoreData)
                {
                    return false;
                }
            }

            while (!rest.IsEmpty)
            {
                int plain = rest.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
                output.Write(plain < 0 ? rest : rest[..plain]);
                rest = plain < 0 ? [] : rest[plain..];
                if (rest.IsEmpty)
                {
                    break;
                }

                OperationStatus status = Rune.DecodeFromUtf8(rest, out Rune rune, out int consumed);
                if (status == OperationStatus.Done)
                {
                    Escape(rune, output);
                    rest = rest[consumed..];
                }
                else if (status == OperationStatus.NeedMoreData)
                {
                    rest.CopyTo(cut);
                    length = rest.Length;
                    break;
                }
                else
                {
                    return false;
                }
            }
        }

        return length == 0;
    }

    private static void Escape(Rune rune, IBufferWriter<byte> output)
    {
        Span<char> units = stackalloc char[2];
        units = units[..rune.EncodeToUtf16(units)];
        Span<byte> escape = output.GetSpan(LongestEscape);
        for (int i = 0; i < units.Length; i++)
        {
            Span<byte> one = escape.Slice(i * 6, 6);
            one[0] = (byte)'\\';
            one[1] = (byte)'u';
            int unit = units[i];
            for (int digit = 5; digit >= 2; digit--, unit >>= 4)
            {
                one[digit] = "0123456789abcdef"u8[unit & 0xF];
            }
        }

        output.Advance(units.Length * 6);
    }
}
