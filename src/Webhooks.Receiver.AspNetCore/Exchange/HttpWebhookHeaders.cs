using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>A request's headers, not copied. Content-Encoding has the received value, even if middleware has changed it.</summary>
internal sealed class HttpWebhookHeaders(IHeaderDictionary headers, StringValues contentEncoding) : WebhookHeaders
{
    protected override StringValues Find(string name) =>
        contentEncoding.Count > 0 && name.Equals(HeaderNames.ContentEncoding, StringComparison.OrdinalIgnoreCase)
            ? contentEncoding
            : headers[name];
}
