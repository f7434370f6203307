using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>
/// A view of a request's headers in which a header given twice stays visible as two values. Looking a name up ignores case.
/// </summary>
/// <remarks>Derive from it to show the headers of another transport without copying them.</remarks>
public abstract class WebhookHeaders
{
    /// <summary>No headers at all.</summary>
    public static WebhookHeaders Empty { get; } = new ListedWebhookHeaders([]);

    /// <summary>
    /// The values of one header in the order received: empty where it is absent. Outer spaces and tabs are not part of a value
    /// (RFC 9110 section 5.5): leave them out, else a signed id has as many spellings as somebody likes.
    /// </summary>
    /// <param name="name">The header's name; case does not matter.</param>
    public abstract StringValues this[string name] { get; }

    /// <summary>A view of the given name and value pairs. A name may come several times.</summary>
    /// <param name="headers">The headers in the order received; copied, without the values' outer spaces and tabs.</param>
    public static WebhookHeaders From(IEnumerable<KeyValuePair<string, string>> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return new ListedWebhookHeaders(headers);
    }
}
