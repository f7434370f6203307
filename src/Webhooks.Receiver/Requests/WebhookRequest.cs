namespace Webhooks.Receiver;

/// <summary>A complete request, for callers that already have its bytes, such as a queue worker. Immutable.</summary>
public sealed class WebhookRequest
{
    /// <summary>Creates a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="url">The URL or path that was called, as received. The absolute public URL if the provider signs it.</param>
    /// <param name="headers">The headers in the order received; a name may occur several times.</param>
    /// <param name="body">The body's bytes exactly as received. Not copied: leave them unchanged.</param>
    public WebhookRequest(string method, string url, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body)
        : this(method, url, WebhookHeaders.From(headers), body)
    {
    }

    /// <summary>Creates a request.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="url">The URL or path that was called, as received. The absolute public URL if the provider signs it.</param>
    /// <param name="headers">The headers.</param>
    /// <param name="body">The body's bytes exactly as received. Not copied: leave them unchanged.</param>
    public WebhookRequest(string method, string url, WebhookHeaders headers, ReadOnlyMemory<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(headers);
        Method = method;
        Url = url;
        Headers = headers;
        Body = body;
    }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The URL or path that was called.</summary>
    public string Url { get; }

    /// <summary>The last segment of the path, which is the URL token if the provider does not sign; null if empty.</summary>
    internal string? UrlToken
    {
        get
        {
            ReadOnlySpan<char> path = Url.AsSpan();
            int end = path.IndexOfAny('?', '#');
            path = end < 0 ? path : path[..end];
            return path[(path.LastIndexOf('/') + 1)..] is { IsEmpty: false } segment ? segment.ToString() : null;
        }
    }

    /// <summary>The headers.</summary>
    public WebhookHeaders Headers { get; }

    /// <summary>The body's bytes exactly as received.</summary>
    public ReadOnlyMemory<byte> Body { get; }
}
