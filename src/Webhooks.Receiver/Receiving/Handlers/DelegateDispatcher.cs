namespace Webhooks.Receiver;

/// <summary>One delegate takes all events.</summary>
internal sealed class DelegateDispatcher<TEvent>(Func<TEvent, WebhookContext, Task> handler) : WebhookDispatcher<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override async ValueTask<HandlerResult> DispatchAsync(TEvent webhookEvent, WebhookContext context)
    {
        await handler(webhookEvent, context).ConfigureAwait(false);
        return HandlerResult.Handled;
    }
}
