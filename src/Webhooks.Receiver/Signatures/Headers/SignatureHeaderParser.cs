using System.Buffers;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// Parses the signature headers of one scheme: finds the signatures, the timestamp and the id, or returns the failure that comes
/// first in the order of <see cref="SignatureFailure"/>. Thread-safe; never throws because of a header's content.
/// </summary>
internal sealed class SignatureHeaderParser(SignatureScheme scheme)
{
    /// <summary>The longest timestamp or id that is hashed. Real timestamps are below 40 characters, real ids below 80.</summary>
    public const int MaxSignedTextLength = 256;

    private const int MacSize = HMACSHA256.HashSizeInBytes;
    private const int HexLength = MacSize * 2;
    private const int Base64Length = 44;

    private readonly SignatureFormat _format = scheme.Format;

    /// <param name="headers">The values of the headers that the scheme uses.</param>
    /// <param name="macs">The buffer for the decoded signatures; room for <see cref="SignatureFormat.MaxSignatures"/>.</param>
    /// <param name="parsed">The content of the headers, if there is no failure.</param>
    public SignatureFailure? Parse(in SignatureHeaders headers, Span<byte> macs, out ParsedSignatureHeaders parsed)
    {
        parsed = default;
        ReadOnlySpan<char> signature = HeaderValue.Single(headers.Signature, out bool isSignatureAmbiguous);
        parsed.Id = HeaderValue.Single(headers.Id, out bool isIdAmbiguous);
        if (headers.Signature.Count == 0 || (signature.IsEmpty && !isSignatureAmbiguous)
            || (scheme.IdHeader is not null && parsed.Id.IsEmpty && !isIdAmbiguous))
        {
            return SignatureFailure.SignatureMissing;
        }

        if (isSignatureAmbiguous || isIdAmbiguous)
        {
            return SignatureFailure.SignatureAmbiguous;
        }

        if (FindTimestamp(headers, signature, ref parsed) is { } timestampFailure)
        {
            return timestampFailure;
        }

        if (!TryDecodeSignatures(signature, macs, out parsed.MacCount) || !IsShortAscii(parsed.Id))
        {
            return SignatureFailure.SignatureMalformed;
        }

        return TryReadInstant(ref parsed) ? null : SignatureFailure.TimestampMalformed;
    }

    private SignatureFailure? FindTimestamp(in SignatureHeaders headers, ReadOnlySpan<char> signature, ref ParsedSignatureHeaders parsed)
    {
        if (scheme.Timestamp is not { } timestamp)
        {
            return null;
        }

        bool isAmbiguous;
        parsed.Timestamp = timestamp.ListPrefix is { } prefix
            ? SingleItem(signature, prefix, out isAmbiguous)
            : HeaderValue.Single(headers.Timestamp, out isAmbiguous);
        if (isAmbiguous)
        {
            return SignatureFailure.TimestampAmbiguous;
        }

        return parsed.Timestamp.IsEmpty ? SignatureFailure.TimestampMissing : null;
    }

    private ReadOnlySpan<char> SingleItem(ReadOnlySpan<char> list, ReadOnlySpan<char> prefix, out bool isAmbiguous)
    {
        ReadOnlySpan<char> found = default;
        int count = 0;
        foreach (Range range in list.Split(_format.Separator!.Value))
        {
            ReadOnlySpan<char> item = HeaderValue.Trim(list[range]);
            if (item.StartsWith(prefix, StringComparison.Ordinal))
            {
                found = HeaderValue.Trim(item[prefix.Length..]);
                count++;
            }
        }

        isAmbiguous = count > 1;
        return found;
    }

    private bool TryDecodeSignatures(ReadOnlySpan<char> signature, Span<byte> macs, out int count)
    {
        if (_format.Separator is not { } separator)
        {
            count = 1;
            return TryStripPrefix(ref signature) && TryDecode(signature, macs[..MacSize]);
        }

        count = 0;
        foreach (Range range in signature.Split(separator))
        {
            ReadOnlySpan<char> item = HeaderValue.Trim(signature[range]);
            if (!TryStripPrefix(ref item))
            {
                continue;
            }

            if (count == SignatureFormat.MaxSignatures || !TryDecode(item, macs.Slice(count * MacSize, MacSize)))
            {
                return false;
            }

            count++;
        }

        return count > 0;
    }

    private bool TryStripPrefix(ref ReadOnlySpan<char> text)
    {
        if (text.StartsWith(_format.Prefix, StringComparison.Ordinal))
        {
            text = text[_format.Prefix.Length..];
            return true;
        }

        return _format.IsPrefixOptional;
    }

    private bool TryDecode(ReadOnlySpan<char> text, Span<byte> mac) => scheme.Encoding switch
    {
        SignatureEncoding.Hex => text.Length == HexLength
            && Convert.FromHexString(text, mac, out _, out int written) == OperationStatus.Done && written == MacSize,
        _ => TryDecodeBase64(text, mac),
    };

    /// <summary>Accepts canonical base64 only; the platform's decoder skips white space and ignores spare bits.</summary>
    private static bool TryDecodeBase64(ReadOnlySpan<char> text, Span<byte> mac)
    {
        Span<char> canonical = stackalloc char[Base64Length];
        return text.Length == Base64Length
            && Convert.TryFromBase64Chars(text, mac, out int written) && written == MacSize
            && Convert.TryToBase64Chars(mac, canonical, out _)
            && text.SequenceEqual(canonical);
    }

    private bool TryReadInstant(ref ParsedSignatureHeaders parsed)
    {
        if (scheme.Timestamp is not { } timestamp)
        {
            return true;
        }

        return IsShortAscii(parsed.Timestamp)
            && (((timestamp.Formats & TimestampFormats.UnixSeconds) != 0
                    && WireTime.TryParseUnixSeconds(parsed.Timestamp, out parsed.Instant))
                || ((timestamp.Formats & TimestampFormats.Iso8601) != 0
                    && WireTime.TryParseIso8601(parsed.Timestamp, out parsed.Instant, out parsed.IsInstantRoundedDown)));
    }

    private static bool IsShortAscii(ReadOnlySpan<char> text) =>
        text.Length <= MaxSignedTextLength && System.Text.Ascii.IsValid(text);
}
