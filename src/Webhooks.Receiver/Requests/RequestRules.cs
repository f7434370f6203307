using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>What a request must look like before its signature is worth a look.</summary>
internal static class RequestRules
{
    public static bool AllowsMethod(WebhookProvider provider, string method)
    {
        for (int i = 0; i < provider.Methods.Count; i++) // by index: an enumerator would be allocated for each request
        {
            if (string.Equals(provider.Methods[i], method, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The signature covers the bytes on the wire: whoever decodes them first verifies something else.</summary>
    public static bool AllowsContent(WebhookProvider provider, WebhookHeaders headers) =>
        provider.MediaTypes.Accepts(headers["Content-Type"]) && !IsEncoded(headers);

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
