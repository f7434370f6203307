using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>A request's headers, without copying them, and with the encodings of the body as they were received.</summary>
internal sealed class HttpWebhookHeaders(IHeaderDictionary headers, StringValues contentEncoding) : WebhookHeaders
{
    public override StringValues this[string name] =>
        contentEncoding.Count > 0 && name.Equals(HeaderNames.ContentEncoding, StringComparison.OrdinalIgnoreCase)
            ? contentEncoding
            : headers[name];
}
