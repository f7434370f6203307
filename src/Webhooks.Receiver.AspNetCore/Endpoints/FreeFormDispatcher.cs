using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver.AspNetCore;

/// <summary>Passes an event to the minimal-API handler of the request that brought it.</summary>
internal sealed class FreeFormDispatcher<TEvent> : WebhookDispatcher<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override bool UsesRequest => true;

    public override ValueTask<HandlerStatus> DispatchAsync(TEvent webhookEvent, WebhookContext context, WebhookSource? source) =>
        source is HttpWebhookSource { Invocation: { } invocation }
            ? invocation.HandleAsync(webhookEvent, context)
            : throw new InvalidOperationException("A minimal-API handler can only run in its own request.");
}
