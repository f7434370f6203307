using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>Hashes the fields of a form body in ordinal order, as <see cref="SignedPart.SortedForm"/> says. Works on bytes: no text is decoded.</summary>
internal static class SortedForm
{
    /// <summary>The most fields: a stranger could otherwise have us sort a million.</summary>
    public const int MaxFields = 1024;

    /// <returns>Whether the body is a form. If not, nothing is appended.</returns>
    public static bool TryAppend(ref SignedContentHash content, in BodyBytes body)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(body.Length);
        FormField[] fields = ArrayPool<FormField>.Shared.Rent(MaxFields);
        try
        {
            body.CopyTo(bytes);
            if (!TryRead(bytes.AsSpan(0, body.Length), fields.AsSpan(0, MaxFields), out int count))
            {
                return false;
            }

            Span<FormField> sorted = fields.AsSpan(0, count);
            sorted.Sort(new FormFieldOrder(bytes));
            for (int i = 0; i < count; i++)
            {
                if (i == 0 || !sorted[i].HasBytesOf(sorted[i - 1], bytes))
                {
                    content.Append(sorted[i].GetName(bytes));
                    content.Append(sorted[i].GetValue(bytes));
                }
            }

            return true;
        }
        finally
        {
            ArrayPool<FormField>.Shared.Return(fields);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Splits the form into fields, and decodes each in its place: decoded text is never longer.</summary>
    private static bool TryRead(Span<byte> form, Span<FormField> fields, out int count)
    {
        count = 0;
        for (int start = 0; start < form.Length;)
        {
            int length = form[start..].IndexOf((byte)'&');
            length = length < 0 ? form.Length - start : length;
            if (length > 0)
            {
                int name = form.Slice(start, length).IndexOf((byte)'=');
                int value = name < 0 ? length : name + 1;
                name = name < 0 ? length : name;
                if (count == fields.Length
                    || !TryDecode(form.Slice(start, name), out int nameLength)
                    || !TryDecode(form.Slice(start + value, length - value), out int valueLength))
                {
                    return false;
                }

                fields[count++] = new FormField(start, nameLength, start + value, valueLength);
            }

            start += length + 1;
        }

        return true;
    }

    private static bool TryDecode(Span<byte> text, out int length)
    {
        length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte decoded = text[i];
            if (decoded == '+')
            {
                decoded = (byte)' ';
            }
            else if (decoded == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[i + 1]) || !char.IsAsciiHexDigit((char)text[i + 2]))
                {
                    return false;
                }

                decoded = (byte)((Digit(text[i + 1]) << 4) | Digit(text[i + 2]));
                i += 2;
            }

            text[length++] = decoded;
        }

        return true;
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
