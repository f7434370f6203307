using Microsoft.AspNetCore.Builder;

namespace Webhooks.Receiver.Catalog.Tests;

internal sealed class ProviderCase<TEvent> : ProviderCase
    where TEvent : CatalogEvent, IWebhookEvent<TEvent>
{
    public override WebhookProvider Provider => TEvent.Provider;

    public override (CatalogEvent? Event, DeliveryIdentity Identity) Parse(byte[] body, WebhookHeaders headers)
    {
        WebhookParseResult<TEvent> result = TEvent.Provider.Parse(new WebhookPayload(body, headers));
        return (result.Event, result.Identity);
    }

    public override void Map(WebApplication app, string path, Func<CatalogEvent, WebhookContext, Task> handler, bool inBackground) =>
        app.MapWebhook<TEvent>(path, (e, context) => handler(e, context)).WithWebhook<TEvent>(options => options.ProcessInBackground = inBackground);
}
