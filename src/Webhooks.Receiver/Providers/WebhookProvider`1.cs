namespace Webhooks.Receiver;

/// <summary>One provider: how it signs, how its bodies become events, what identifies a delivery. Stateless and thread-safe.</summary>
/// <typeparam name="TEvent">The common base of its events.</typeparam>
public abstract class WebhookProvider<TEvent> : WebhookProvider
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <inheritdoc/>
    public sealed override Type EventType => typeof(TEvent);

    /// <summary>Makes an event of a body whose signature has been verified.</summary>
    /// <param name="payload">The body and the request's headers; of the headers only those that the scheme signs are genuine.</param>
    /// <returns>The event and what identifies the delivery, or that the body is malformed. Never throws for anything in a body.</returns>
    public abstract WebhookParseResult<TEvent> Parse(WebhookPayload payload);

    internal sealed override Hosting.WebhookEndpoint CreateDefaultEndpoint() => new Hosting.WebhookEndpoint<TEvent>(DefaultPath);

    internal sealed override WebhookParseResult<object> ParseUntyped(WebhookPayload payload) => Parse(payload).Untyped();
}
