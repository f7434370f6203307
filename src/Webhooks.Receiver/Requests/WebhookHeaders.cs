using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>
/// The headers of a request. A header that is given twice has two values. Names are not case-sensitive.
/// </summary>
/// <remarks>Derive from it to read the headers of another transport without copying them.</remarks>
public abstract class WebhookHeaders
{
    /// <summary>No headers at all.</summary>
    public static WebhookHeaders Empty { get; } = new ListedWebhookHeaders([]);

    /// <summary>
    /// The values of one header in the order received, without outer spaces and tabs, which are not part of a value (RFC 9110 section
    /// 5.5); empty if it is absent.
    /// </summary>
    /// <param name="name">The header's name; case does not matter.</param>
    public StringValues this[string name] => HeaderValue.TrimAll(Find(name));

    /// <summary>Finds the values of one header in the order received; empty if it is absent. Outer spaces and tabs may be left in them.</summary>
    /// <param name="name">The header's name; case does not matter.</param>
    protected abstract StringValues Find(string name);

    /// <summary>Creates headers from pairs of name and value. A name may occur several times.</summary>
    /// <param name="headers">The headers in the order received; copied.</param>
    public static WebhookHeaders From(IEnumerable<KeyValuePair<string, string>> headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return new ListedWebhookHeaders(headers);
    }
}
