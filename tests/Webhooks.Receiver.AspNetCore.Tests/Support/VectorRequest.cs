using System.Text;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A signature case as an HTTP/1.1 request, header by header and byte by byte.</summary>
internal static class VectorRequest
{
    /// <summary>The server takes a hundred headers and 32 KiB of them; the request needs two of its own.</summary>
    private const int MostHeaders = 98;
    private const int LongestHead = 32 * 1024;

    /// <summary>What the request itself says about its connection and its length.</summary>
    private static readonly string[] _headersOfTheRequest =
        ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect"];

    /// <summary>Why a case cannot be sent as it is, or not as far as its signature; null where it can.</summary>
    public static string? ReasonNotToSend(SignatureVector vector)
    {
        foreach ((string name, string value) in vector.Headers)
        {
            if (name.Length == 0 || name.Any(c => c is '\0' or '\t' or '\r' or '\n' or ' ' or ':') || !Ascii.IsValid(name))
            {
                return "a header's name has characters that HTTP does not allow";
            }

            if (value.Any(c => c is '\0' or '\r' or '\n') || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)) != value)
            {
                return "a header's value has characters that HTTP does not allow";
            }

            if (_headersOfTheRequest.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return "a header belongs to the request that carries it";
            }
        }

        return vector.Headers.Length > MostHeaders || HeadOf(vector).Length > LongestHead ? "its headers are more than the server takes"
            : IsOfAnotherType(vector) ? "the endpoint refuses its content type or encoding"
            : null;
    }

    public static async Task<RawResponse> SendAsync(WebhookApp app, SignatureVector vector)
    {
        await using RawConnection connection = await app.ConnectAsync();
        await connection.SendAsync(HeadOf(vector), vector.Body);
        return (await connection.ReadResponseAsync())!;
    }

    private static bool IsOfAnotherType(SignatureVector vector)
    {
        var headers = WebhookHeaders.From(vector.Headers);
        return !ProvidersUnderTest.Named(vector.Provider).MediaTypes.Accepts(headers["Content-Type"])
            || headers["Content-Encoding"].Any(encoding => encoding is not ("" or "identity"));
    }

    private static byte[] HeadOf(SignatureVector vector)
    {
        var head = new StringBuilder(
            $"POST {ProvidersUnderTest.Named(vector.Provider).DefaultPath} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {vector.Body.Length}\r\n");
        foreach ((string name, string value) in vector.Headers)
        {
            head.Append(name).Append(':').Append(value).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(head.Append("\r\n").ToString());
    }
}
