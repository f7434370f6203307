namespace Webhooks.Receiver;

/// <summary>What is known of a provider, apart from its events. Derive from <see cref="WebhookProvider{TEvent}"/>.</summary>
public abstract class WebhookProvider
{
    /// <summary>The route parameter that holds the secret word of providers that do not sign.</summary>
    public const string UrlTokenParameter = "token";

    private protected WebhookProvider()
    {
    }

    /// <summary>The provider's short lower-case name, such as <c>cue</c>: part of every idempotency key and metric.</summary>
    public abstract string Name { get; }

    /// <summary>The name of its options and of its section below <c>Webhooks</c>, such as <c>Cue</c>.</summary>
    /// <value><see cref="Name"/>.</value>
    public virtual string ConfigurationSection => Name;

    /// <summary>The path of an endpoint that names none.</summary>
    /// <value><c>/webhooks/</c> and the name.</value>
    public virtual string DefaultPath => $"/webhooks/{Name}";

    /// <summary>The HTTP methods that the sender uses.</summary>
    /// <value><c>POST</c>.</value>
    public virtual IReadOnlyList<string> Methods { get; } = ["POST"];

    /// <summary>The content types that the sender uses.</summary>
    /// <value><see cref="WebhookMediaTypes.Json"/>.</value>
    public virtual WebhookMediaTypes MediaTypes => WebhookMediaTypes.Json;

    /// <summary>
    /// The headers that parsing or handlers use, beside those of the signature: <see cref="WebhookDelivery.Headers"/> has them.
    /// </summary>
    /// <value>None.</value>
    public virtual IReadOnlyList<string> Headers => [];

    /// <summary>
    /// How the sender signs; null where it does not. Then a secret word in the URL has to stand in, the route parameter
    /// <see cref="UrlTokenParameter"/>, and nothing of an event is authenticated.
    /// </summary>
    public abstract SignatureScheme? Scheme { get; }

    /// <summary>How long the sender waits and how it retries.</summary>
    public abstract SenderBehavior Sender { get; }

    /// <summary>The common base of the provider's events.</summary>
    public abstract Type EventType { get; }

    /// <summary>What the provider's parser needs and the host's services lack, in a sentence that says what to do; else null.</summary>
    internal virtual string? FindError(IServiceProvider? services) => null;

    /// <summary>
    /// Whether events of a type, as the provider names it, are read as this .NET type. True by default: a provider that does not know may
    /// not cause an event to be ignored.
    /// </summary>
    internal virtual bool MayReadAs(string type, Type eventType) => true;

    /// <summary>An endpoint named as the default path, for the registered handlers.</summary>
    internal abstract Hosting.WebhookEndpoint CreateDefaultEndpoint();

    /// <summary>Makes an event of an authenticated body, for callers that do not know its type.</summary>
    internal abstract WebhookParseResult<object> ParseUntyped(WebhookPayload payload);
}
