namespace Webhooks.Receiver.Hosting;

/// <summary>Passes questions to one delegate. Each question has a dispatcher of its own, which holds its answer.</summary>
internal sealed class QuestionDispatcher<TEvent>(Func<TEvent, WebhookContext, Task<WebhookAnswer>> handler) : WebhookDispatcher<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private WebhookAnswer? _answer;

    internal override WebhookAnswer? Answer => _answer;

    internal override WebhookDispatcher BeginQuestion() => new QuestionDispatcher<TEvent>(handler);

    public override async ValueTask<HandlerStatus> DispatchAsync(TEvent webhookEvent, WebhookContext context, WebhookSource? source)
    {
        _answer = await handler(webhookEvent, context).ConfigureAwait(false) ?? throw new InvalidOperationException("The handler returned null instead of an answer.");
        return HandlerStatus.Handled;
    }
}
