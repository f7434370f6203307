namespace Webhooks.Receiver;

/// <summary>One delegate takes all events.</summary>
internal sealed class DelegateDispatcher<TEvent>(Func<TEvent, WebhookContext, Task> handler) : WebhookDispatcher<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override ValueTask<HandlerResult> DispatchAsync(TEvent webhookEvent, WebhookContext context)
    {
        Task handling = handler(webhookEvent, context);
        return handling.IsCompletedSuccessfully ? new(HandlerResult.Handled) : HandledAsync(handling);
    }

    private static async ValueTask<HandlerResult> HandledAsync(Task handling)
    {
        await handling.ConfigureAwait(false);
        return HandlerResult.Handled;
    }
}
