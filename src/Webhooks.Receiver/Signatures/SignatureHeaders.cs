using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>The header values that one scheme looks at, as received: absent, given once, or given several times.</summary>
/// <param name="Signature">The signature header's values.</param>
/// <param name="Timestamp">The timestamp header's values; empty where the scheme has no such header.</param>
/// <param name="Id">The signed id header's values; empty where the scheme has no such header.</param>
public readonly record struct SignatureHeaders(StringValues Signature, StringValues Timestamp = default, StringValues Id = default)
{
    /// <summary>Takes from <paramref name="headers"/> what <paramref name="scheme"/> looks at.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="headers">All headers of the request.</param>
    public static SignatureHeaders From(SignatureScheme scheme, WebhookHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(headers);
        return new SignatureHeaders(
            headers[scheme.Header],
            scheme.Timestamp?.Header is { } timestamp ? headers[timestamp] : default,
            scheme.IdHeader is { } id ? headers[id] : default);
    }

    /// <summary>Names no value: signatures are not for logs.</summary>
    public override string ToString() => nameof(SignatureHeaders);
}
