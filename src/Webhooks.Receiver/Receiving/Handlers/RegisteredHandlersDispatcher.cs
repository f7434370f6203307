namespace Webhooks.Receiver.Hosting;

/// <summary>
/// Passes each event to the handler that is registered for its type; if there is none, to the handler that is registered for the
/// provider's base type.
/// </summary>
internal sealed class RegisteredHandlersDispatcher(WebhookHandlerTable handlers, WebhookProvider provider) : WebhookDispatcher
{
    private readonly WebhookHandlerRegistration? _fallback = handlers.Find(provider.EventType);

    internal override async ValueTask<HandlerStatus> DispatchAsync(object webhookEvent, WebhookContext context, WebhookSource? source)
    {
        if ((handlers.Find(webhookEvent.GetType()) ?? _fallback) is { } handler)
        {
            await handler.Invoke(context.Services, webhookEvent, context).ConfigureAwait(false);
            return HandlerStatus.Handled;
        }

        // A handler would get this event if it could be read: it is not acknowledged, so that the sender sends it again.
        return webhookEvent is IUnknownWebhookEvent { ReadError: not null } unread && handlers.HasHandlerFor(provider, unread.Type)
            ? HandlerStatus.Failed
            : HandlerStatus.Ignored;
    }
}
