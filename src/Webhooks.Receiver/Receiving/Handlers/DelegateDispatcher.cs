namespace Webhooks.Receiver.Hosting;

/// <summary>Passes every event to one delegate.</summary>
internal sealed class DelegateDispatcher<TEvent>(Func<TEvent, WebhookContext, Task> handler) : WebhookDispatcher<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override ValueTask<HandlerStatus> DispatchAsync(TEvent webhookEvent, WebhookContext context, WebhookSource? source)
    {
        Task handling = handler(webhookEvent, context);
        return handling.IsCompletedSuccessfully ? new(HandlerStatus.Handled) : WaitAsync(handling);
    }

    private static async ValueTask<HandlerStatus> WaitAsync(Task handling)
    {
        await handling.ConfigureAwait(false);
        return HandlerStatus.Handled;
    }
}
