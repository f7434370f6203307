using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>The values of the headers that a scheme uses, as received: a header may be absent, or given more than once.</summary>
/// <param name="Signature">The signature header's values.</param>
/// <param name="Timestamp">The timestamp header's values; empty if the scheme has no such header.</param>
/// <param name="Id">The signed id header's values; empty if the scheme has no such header.</param>
public readonly record struct SignatureHeaders(StringValues Signature, StringValues Timestamp = default, StringValues Id = default)
{
    /// <summary>Selects the values that <paramref name="scheme"/> uses from <paramref name="headers"/>.</summary>
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

    /// <summary>Returns the name of the type and no value: a signature must not get into a log.</summary>
    public override string ToString() => nameof(SignatureHeaders);
}
