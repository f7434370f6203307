using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>Checks the method and the content headers of a request, before authentication.</summary>
internal static class RequestRules
{
    /// <summary>Whether a method is in a list of a provider's methods; case does not matter.</summary>
    public static bool IsListed(IReadOnlyList<string> methods, string method)
    {
        for (int i = 0; i < methods.Count; i++) // by index: an enumerator would be allocated for each request
        {
            if (string.Equals(methods[i], method, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the content type is one that the endpoint accepts, and the body is not encoded: the signature covers the bytes on the wire,
    /// not the decoded bytes.
    /// </summary>
    public static bool AllowsContent(WebhookMediaTypes mediaTypes, WebhookHeaders headers) =>
        mediaTypes.Accepts(headers["Content-Type"]) && !IsEncoded(headers);

    private static bool IsEncoded(WebhookHeaders headers)
    {
        StringValues encodings = headers["Content-Encoding"];
        if (encodings.Count == 0)
        {
            return false;
        }

        foreach (string? encoding in encodings)
        {
            ReadOnlySpan<char> name = HeaderValue.Trim(encoding);
            if (!name.IsEmpty && !name.Equals("identity", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
