namespace Webhooks.Receiver.Hosting;

/// <summary>
/// Runs the handler of an event of any type, so that the pipeline is compiled once and not for each event type. Derive from
/// <see cref="WebhookDispatcher{TEvent}"/>.
/// </summary>
public abstract class WebhookDispatcher
{
    private protected WebhookDispatcher()
    {
    }

    /// <summary>
    /// Whether the handler uses the request, its services or its response. The delivery is then answered only when the handler
    /// has ended.
    /// </summary>
    /// <value>False: the handler gets its own scope.</value>
    public virtual bool UsesRequest => false;

    /// <summary>What the handler of a question has answered; null if it has not, or answers no questions.</summary>
    internal virtual WebhookAnswer? Answer => null;

    /// <summary>Creates the dispatcher of one question; null if the handler answers no questions.</summary>
    internal virtual WebhookDispatcher? BeginQuestion() => null;

    internal abstract ValueTask<HandlerStatus> DispatchAsync(object webhookEvent, WebhookContext context, WebhookSource? source);
}
