using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>
/// What a scheme uses of a request besides its body, as received: a header may be absent, or given more than once.
/// </summary>
/// <param name="Signature">The signature header's values.</param>
/// <param name="Timestamp">The timestamp header's values; empty if the scheme has no such header.</param>
/// <param name="Id">The signed id header's values; empty if the scheme has no such header.</param>
public readonly record struct SignatureHeaders(StringValues Signature, StringValues Timestamp = default, StringValues Id = default)
{
    /// <summary>All headers, for schemes that sign further ones; null if the scheme needs none.</summary>
    public WebhookHeaders? All { get; init; }

    /// <summary>The HTTP method, for schemes that sign it; otherwise it may be null.</summary>
    public string? Method { get; init; }

    /// <summary>The public URL, absolute and not decoded, for schemes that use it; otherwise it may be null.</summary>
    public string? Url { get; init; }

    /// <summary>Selects what <paramref name="scheme"/> uses.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="headers">All headers of the request.</param>
    /// <param name="method">The HTTP method; needed only if the scheme signs it.</param>
    /// <param name="url">The public URL, absolute and not decoded; needed only if the scheme signs it or has the signature in it.</param>
    public static SignatureHeaders From(SignatureScheme scheme, WebhookHeaders headers, string? method = null, string? url = null)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(headers);
        StringValues signature = scheme.QueryParameter is { } parameter ? RequestUrl.GetQueryValues(url, parameter) : headers[scheme.Header!];
        string? timestamp = scheme.Timestamp?.Header;
        if (scheme.AlternativeHeader is { } alternative && signature.Count == 0)
        {
            signature = headers[alternative];
            timestamp = scheme.AlternativeTimestampHeader ?? timestamp;
        }

        var selected = new SignatureHeaders(
            signature, timestamp is null ? default : headers[timestamp], scheme.IdHeader is { } id ? headers[id] : default);
        return scheme.ReadsRequest ? selected with { All = headers, Method = method, Url = url } : selected;
    }

    /// <summary>Returns the name of the type and no value: a signature must not get into a log.</summary>
    public override string ToString() => nameof(SignatureHeaders);
}
