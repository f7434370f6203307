using System.Buffers;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>Hashes the parts of the signed content that few schemes have.</summary>
internal static class RequestParts
{
    private static readonly IncrementalHashPool _bodyHashes = new(() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    /// <returns>Whether the request has the part. If not, it is refused.</returns>
    public static bool TryAppend(ref SignedContentHash content, SignedPart part, in BodyBytes body, in SignatureHeaders headers)
    {
        switch (part.Kind)
        {
            case SignedPartKind.Method: content.AppendText(headers.Method!.ToUpperInvariant()); return true;
            case SignedPartKind.Url: content.AppendText(headers.Url); return true;
            case SignedPartKind.PathAndQuery: content.AppendText(RequestUrl.GetPathAndQuery(headers.Url)); return true;
            case SignedPartKind.Header: content.AppendText(HeaderValue.Single(headers.All![part.HeaderName!], out _)); return true;
            case SignedPartKind.SortedForm: return SortedForm.TryAppend(ref content, body);
            case SignedPartKind.BodyHash: AppendHash(ref content, body); return true;
            case SignedPartKind.Custom: return TryAppendCustom(ref content, part, body, headers);
            default: throw new InvalidOperationException($"The part {part.Kind} is not known.");
        }
    }

    private static void AppendHash(ref SignedContentHash content, in BodyBytes body)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        Span<char> digits = stackalloc char[SHA256.HashSizeInBytes * 2];
        IncrementalHash hash = _bodyHashes.Rent();
        body.AppendTo(hash);
        hash.GetHashAndReset(bytes);
        _bodyHashes.Return(hash);
        Convert.TryToHexStringLower(bytes, digits, out _);
        content.Append(digits);
    }

    private static bool TryAppendCustom(ref SignedContentHash content, SignedPart part, in BodyBytes body, in SignatureHeaders headers)
    {
        byte[]? copy = body.IsSpan ? ArrayPool<byte>.Shared.Rent(body.Length) : null;
        using HashingWriter output = content.CreateWriter();
        try
        {
            if (!part.Writer!(body.AsSequence(copy), part.UsesUrl ? headers : headers with { Url = null }, output))
            {
                return false;
            }

            content.Append(output.Rest);
            return true;
        }
        catch (Exception)
        {
            return false; // code of the user, with the content of a stranger: its exception could quote that
        }
        finally
        {
            if (copy is not null)
            {
                ArrayPool<byte>.Shared.Return(copy);
            }
        }
    }
}
