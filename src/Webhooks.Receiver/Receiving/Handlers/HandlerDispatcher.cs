namespace Webhooks.Receiver;

/// <summary>Each event goes to the handler registered for its type, else to the one of the provider's base type.</summary>
internal sealed class HandlerDispatcher<TEvent>(WebhookHandlerTable handlers) : WebhookDispatcher<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private readonly WebhookHandlerRegistration? _fallback = handlers.Find(typeof(TEvent));

    public override async ValueTask<HandlerResult> DispatchAsync(TEvent webhookEvent, WebhookContext context)
    {
        if ((handlers.Find(webhookEvent.GetType()) ?? _fallback) is { } handler)
        {
            await handler.Invoke(context.Services, webhookEvent, context).ConfigureAwait(false);
            return HandlerResult.Handled;
        }

        // An event that should have been readable is not one that nobody wants: the sender has to keep it until somebody looks.
        return webhookEvent is IUnknownWebhookEvent { ReadError: not null } ? HandlerResult.Failed : HandlerResult.Ignored;
    }
}
