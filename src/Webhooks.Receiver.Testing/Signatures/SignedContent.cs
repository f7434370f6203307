using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Testing;

/// <summary>The bytes that a sender signs, put together without the code of the verifier.</summary>
internal static class SignedContent
{
    /// <exception cref="InvalidOperationException">The scheme signs something that the request does not have.</exception>
    public static byte[] Create(SignatureScheme scheme, WebhookRequest? request, ReadOnlyMemory<byte> body, string timestamp, string id)
    {
        var content = new ArrayBufferWriter<byte>();
        foreach (SignedPart part in scheme.SignedContent)
        {
            if (part == SignedPart.Body)
            {
                content.Write(body.Span);
            }
            else if (part == SignedPart.BodyHash)
            {
                Write(content, Convert.ToHexStringLower(SHA256.HashData(body.Span)));
            }
            else if (part == SignedPart.SortedForm)
            {
                Write(content, SortForm(Encoding.UTF8.GetString(body.Span)));
            }
            else if (part == SignedPart.Timestamp || part == SignedPart.Id)
            {
                Write(content, part == SignedPart.Id ? id : timestamp);
            }
            else if (!part.FixedBytes.IsEmpty)
            {
                content.Write(part.FixedBytes);
            }
            else
            {
                WriteOfRequest(content, part, request ?? throw new InvalidOperationException("The scheme signs more than the body: pass a request."));
            }
        }

        return content.WrittenSpan.ToArray();
    }

    private static void WriteOfRequest(ArrayBufferWriter<byte> content, SignedPart part, WebhookRequest request)
    {
        if (part.Writer is { } write)
        {
            var headers = new SignatureHeaders { All = request.Headers, Method = request.Method, Url = request.Url };
            if (!write(new ReadOnlySequence<byte>(request.Body), headers, content))
            {
                throw new InvalidOperationException("The scheme's own code cannot sign this request.");
            }
        }
        else if (part.HeaderName is { } name)
        {
            string? value = request.Headers[name] is [{ Length: > 0 } single] ? single : null;
            Write(content, value ?? throw new InvalidOperationException($"The scheme signs the header '{name}', and the request does not have it once."));
        }
        else if (part == SignedPart.Method)
        {
            Write(content, request.Method.ToUpperInvariant());
        }
        else if (!request.Url.Contains("://", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The scheme signs the URL: pass a request with the absolute one.");
        }
        else
        {
            int path = request.Url.IndexOf('/', request.Url.IndexOf("://", StringComparison.Ordinal) + 3);
            Write(content, part == SignedPart.Url ? request.Url : path < 0 ? "/" : request.Url[path..]);
        }
    }

    /// <summary>Sorts by the bytes of names and values, whose hexadecimal digits have the same order.</summary>
    private static string SortForm(string form) => string.Concat(form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(field => field.Split('=', 2))
        .Select(field => (Name: WebUtility.UrlDecode(field[0]), Value: field.Length > 1 ? WebUtility.UrlDecode(field[1]) : ""))
        .Distinct()
        .OrderBy(field => Convert.ToHexString(Encoding.UTF8.GetBytes(field.Name)), StringComparer.Ordinal)
        .ThenBy(field => Convert.ToHexString(Encoding.UTF8.GetBytes(field.Value)), StringComparer.Ordinal)
        .Select(field => field.Name + field.Value));

    private static void Write(ArrayBufferWriter<byte> content, string text) => content.Write(Encoding.UTF8.GetBytes(text));
}
