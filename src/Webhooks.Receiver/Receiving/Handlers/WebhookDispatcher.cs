namespace Webhooks.Receiver.Hosting;

/// <summary>
/// Runs the handler of an event of any type: the pipeline is compiled once and not for each event type. Derive from
/// <see cref="WebhookDispatcher{TEvent}"/>.
/// </summary>
public abstract class WebhookDispatcher
{
    private protected WebhookDispatcher()
    {
    }

    /// <summary>
    /// Whether the handler uses the request itself, its services or its response, and so cannot outlive it. The delivery is then
    /// answered only when the handler has ended.
    /// </summary>
    /// <value>False: the handler gets a scope of its own.</value>
    public virtual bool UsesRequest => false;

    internal abstract ValueTask<HandlerStatus> DispatchAsync(object webhookEvent, WebhookContext context, WebhookSource? source);
}
