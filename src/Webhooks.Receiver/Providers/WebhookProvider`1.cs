namespace Webhooks.Receiver;

/// <summary>A provider: its signature scheme, its sender, and the parser of its events. Stateless and thread-safe.</summary>
/// <typeparam name="TEvent">The common base of its events.</typeparam>
public abstract class WebhookProvider<TEvent> : WebhookProvider
    where TEvent : class, IWebhookEvent<TEvent>
{
    /// <inheritdoc/>
    public sealed override Type EventType => typeof(TEvent);

    /// <summary>Parses an authenticated body.</summary>
    /// <param name="payload">The body and the request's headers. Only headers that the scheme signs are authenticated.</param>
    /// <returns>The event with its identity, or a malformed result. Must not throw because of a body's content.</returns>
    public abstract WebhookParseResult<TEvent> Parse(WebhookPayload payload);

    internal sealed override Hosting.WebhookEndpoint CreateDefaultEndpoint() => new Hosting.WebhookEndpoint<TEvent>(DefaultPath);

    internal sealed override WebhookParseResult<object> ParseUntyped(WebhookPayload payload) => Parse(payload).Untyped();
}
