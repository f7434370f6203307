using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver;

/// <summary>
/// Parses the signature headers of one scheme: finds the signatures, the timestamp and the id, or returns the failure that comes
/// first in the order of <see cref="SignatureFailure"/>. Thread-safe; never throws because of a header's content.
/// </summary>
internal sealed class SignatureHeaderParser(SignatureScheme scheme)
{
    /// <summary>The longest timestamp or id that is hashed. Real timestamps are below 40 characters, real ids below 80.</summary>
    public const int MaxSignedTextLength = 256;

    private readonly SignatureFormat _format = scheme.Format;
    private readonly SignatureSize _size = SignatureSize.Of(scheme.Algorithm);
    private readonly bool _isSharedSecret = scheme.Algorithm == SignatureAlgorithm.SharedSecret;
    private readonly string[] _signedHeaders = [.. scheme.SignedContent.Select(part => part.HeaderName).OfType<string>()];

    /// <summary>The size of one decoded signature.</summary>
    public SignatureSize Size => _size;

    /// <param name="headers">The values of the headers that the scheme uses.</param>
    /// <param name="macs">The buffer for the decoded signatures; in a list, room for <see cref="SignatureFormat.MaxSignatures"/>.</param>
    /// <param name="parsed">The content of the headers, if there is no failure.</param>
    public SignatureFailure? Parse(in SignatureHeaders headers, Span<byte> macs, out ParsedSignatureHeaders parsed)
    {
        parsed = default;
        ReadOnlySpan<char> signature = HeaderValue.Single(headers.Signature, out bool isSignatureAmbiguous);
        parsed.Id = HeaderValue.Single(headers.Id, out bool isIdAmbiguous);
        bool isSignedHeaderAmbiguous = false;
        if (headers.Signature.Count == 0 || (signature.IsEmpty && !isSignatureAmbiguous)
            || (scheme.IdHeader is not null && parsed.Id.IsEmpty && !isIdAmbiguous)
            || (_signedHeaders.Length > 0 && LacksSignedHeader(headers.All!, out isSignedHeaderAmbiguous)))
        {
            return SignatureFailure.SignatureMissing;
        }

        if (isSignatureAmbiguous || isIdAmbiguous || isSignedHeaderAmbiguous)
        {
            return SignatureFailure.SignatureAmbiguous;
        }

        if (FindTimestamp(headers, signature, ref parsed) is { } timestampFailure)
        {
            return timestampFailure;
        }

        if (!TryDecodeSignatures(signature, macs, out int count) || !IsShortAscii(parsed.Id))
        {
            return SignatureFailure.SignatureMalformed;
        }

        parsed.Signatures = macs[..(count * _size.Slot)];

        return TryReadInstant(ref parsed) ? null : SignatureFailure.TimestampMalformed;
    }

    private bool LacksSignedHeader(WebhookHeaders headers, out bool isAmbiguous)
    {
        isAmbiguous = false;
        bool isMissing = false;
        foreach (string name in _signedHeaders)
        {
            isMissing |= HeaderValue.Single(headers[name], out bool isRepeated).IsEmpty && !isRepeated;
            isAmbiguous |= isRepeated;
        }

        return isMissing;
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

    /// <summary>
    /// Decodes the signatures. An item of a list that cannot be decoded is ignored: a sender may add a kind of signature under the same prefix.
    /// </summary>
    private bool TryDecodeSignatures(ReadOnlySpan<char> signature, Span<byte> macs, out int count)
    {
        if (_format.Separator is not { } separator)
        {
            count = 1;
            return TryStripPrefix(ref signature) && TryDecode(signature, macs[.._size.Slot]);
        }

        count = 0;
        foreach (Range range in signature.Split(separator))
        {
            ReadOnlySpan<char> item = HeaderValue.Trim(signature[range]);
            if (!TryStripPrefix(ref item))
            {
                continue;
            }

            if (count == SignatureFormat.MaxSignatures)
            {
                return false;
            }

            count += TryDecode(item, macs.Slice(count * _size.Slot, _size.Slot)) ? 1 : 0;
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

    private bool TryDecode(ReadOnlySpan<char> text, Span<byte> slot)
    {
        if (_isSharedSecret)
        {
            return TryHash(text, slot);
        }

        if (!_size.IsVariable)
        {
            return TryDecode(text, slot, out int exact) && exact == slot.Length;
        }

        bool isDecoded = TryDecode(text, slot[sizeof(ushort)..], out int written) && written > 0;
        BinaryPrimitives.WriteUInt16LittleEndian(slot, (ushort)written);
        return isDecoded;
    }

    private bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        if (scheme.Encoding == SignatureEncoding.Base64)
        {
            return TryDecodeBase64(text, bytes, out written);
        }

        written = 0;
        return text.Length <= bytes.Length * 2 && Convert.FromHexString(text, bytes, out _, out written) == OperationStatus.Done;
    }

    /// <summary>Accepts canonical base64 only; the platform's decoder skips white space and ignores spare bits.</summary>
    private static bool TryDecodeBase64(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        Span<char> end = stackalloc char[4];
        if (!Convert.TryFromBase64Chars(text, bytes, out written) || written == 0 || text.Length != (written + 2) / 3 * 4)
        {
            return false;
        }

        int last = (written - 1) / 3 * 3;
        return Convert.TryToBase64Chars(bytes[last..written], end, out _) && text[^4..].SequenceEqual(end);
    }

    /// <summary>Hashes a shared secret: what is compared has one length then.</summary>
    private static bool TryHash(ReadOnlySpan<char> text, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[SharedSecretKey.MaxLength * 3];
        return text.Length is > 0 and <= SharedSecretKey.MaxLength
            && SHA256.TryHashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash, out _);
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
                    && WireTime.TryParseIso8601(parsed.Timestamp, out parsed.Instant, out parsed.IsInstantRoundedDown))
                || ((timestamp.Formats & TimestampFormats.UnixMilliseconds) != 0
                    && WireTime.TryParseUnixMilliseconds(parsed.Timestamp, out parsed.Instant))
                || ((timestamp.Formats & TimestampFormats.Rfc1123) != 0
                    && WireTime.TryParseRfc1123(parsed.Timestamp, out parsed.Instant)));
    }

    private static bool IsShortAscii(ReadOnlySpan<char> text) =>
        text.Length <= MaxSignedTextLength && Ascii.IsValid(text);
}
