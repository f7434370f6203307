namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Notes the type it is registered for and the type it is given.</summary>
internal sealed class NotingHandler<TEvent>(List<(Type Handler, Type Event)> notes) : IWebhookHandler<TEvent>
    where TEvent : class, IWebhookEvent
{
    public Task HandleAsync(TEvent webhookEvent, WebhookContext context)
    {
        notes.Add((typeof(TEvent), webhookEvent.GetType()));
        return Task.CompletedTask;
    }
}
