namespace Webhooks.Receiver.Hosting;

/// <summary>
/// Passes each event to the handler that is registered for its type; if there is none, to the handler that is registered for the
/// provider's base type.
/// </summary>
internal sealed class RegisteredHandlersDispatcher(WebhookHandlerTable handlers, Type baseType) : WebhookDispatcher
{
    private readonly WebhookHandlerRegistration? _fallback = handlers.Find(baseType);

    internal override async ValueTask<HandlerStatus> DispatchAsync(object webhookEvent, WebhookContext context, WebhookSource? source)
    {
        if ((handlers.Find(webhookEvent.GetType()) ?? _fallback) is { } handler)
        {
            await handler.Invoke(context.Services, webhookEvent, context).ConfigureAwait(false);
            return HandlerStatus.Handled;
        }

        // An event of a known type that could not be read is not acknowledged, so that the sender keeps it.
        return webhookEvent is IUnknownWebhookEvent { ReadError: not null } ? HandlerStatus.Failed : HandlerStatus.Ignored;
    }
}
