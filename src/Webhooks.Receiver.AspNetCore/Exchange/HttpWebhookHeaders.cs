using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>A request's headers, without copying them.</summary>
internal sealed class HttpWebhookHeaders(IHeaderDictionary headers) : WebhookHeaders
{
    public override StringValues this[string name] => headers[name];
}
