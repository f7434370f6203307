namespace Webhooks.Receiver;

/// <summary>What a request must look like before its signature is worth a look.</summary>
internal static class RequestRules
{
    public static bool AllowsMethod(WebhookProvider provider, string method)
    {
        foreach (string allowed in provider.Methods)
        {
            if (string.Equals(allowed, method, StringComparison.OrdinalIgnoreCase))
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
        foreach (string? encoding in headers["Content-Encoding"])
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
