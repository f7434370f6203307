namespace Webhooks.Receiver;

/// <summary>
/// Brings events to the code that handles them, whatever their type: what one delivery's way is made of does not depend on it. Derive
/// from <see cref="WebhookDispatcher{TEvent}"/>.
/// </summary>
public abstract class WebhookDispatcher
{
    private protected WebhookDispatcher()
    {
    }

    /// <summary>
    /// The services of the request that the handler cannot outlive; null, the default, where it may and gets a scope of its own.
    /// </summary>
    public virtual IServiceProvider? RequestServices => null;

    /// <summary>Makes an event of a verified body.</summary>
    internal abstract WebhookParseResult<object> Parse(WebhookPayload payload);

    /// <summary>Runs the handler of an event that <see cref="Parse"/> made.</summary>
    internal abstract ValueTask<HandlerResult> HandleAsync(object webhookEvent, WebhookContext context);
}
