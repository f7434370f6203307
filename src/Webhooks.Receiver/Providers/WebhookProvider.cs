namespace Webhooks.Receiver;

/// <summary>A provider: its scheme, its sender and its settings. Derive from <see cref="WebhookProvider{TEvent}"/>.</summary>
public abstract class WebhookProvider
{
    /// <summary>The name of the route parameter with the URL token, for providers that do not sign.</summary>
    public const string UrlTokenParameter = "token";

    private protected WebhookProvider()
    {
    }

    /// <summary>The provider's short name in lower case, such as <c>cue</c>. It is part of every idempotency key and metric.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the provider's options, and of their section below <c>Webhooks</c>, such as <c>Cue</c>.</summary>
    /// <value><see cref="Name"/>.</value>
    public virtual string ConfigurationSection => Name;

    /// <summary>The path of an endpoint that is mapped without a path.</summary>
    /// <value><c>/webhooks/</c> and the name.</value>
    public virtual string DefaultPath => $"/webhooks/{Name}";

    /// <summary>The HTTP methods that the sender uses.</summary>
    /// <value><c>POST</c>.</value>
    public virtual IReadOnlyList<string> Methods { get; } = ["POST"];

    /// <summary>The content types that the sender uses.</summary>
    /// <value><see cref="WebhookMediaTypes.Json"/>.</value>
    public virtual WebhookMediaTypes MediaTypes => WebhookMediaTypes.Json;

    /// <summary>
    /// The headers that handlers can read in <see cref="WebhookDelivery.Headers"/>. Declare each header that the parser reads, also one of the
    /// signature: with <c>ProcessInBackground</c> only these are stored, and the parser gets only these, when a delivery arrives and when it is
    /// handled. In <see cref="WebhookDelivery.Headers"/> several values are joined by commas; the parser gets each by itself.
    /// </summary>
    /// <value>None.</value>
    public virtual IReadOnlyList<string> Headers => [];

    /// <summary>
    /// The signature scheme; null if the sender does not sign, or if there is an <see cref="Authenticator"/>. Without both, the URL must contain a
    /// URL token, in the route parameter <see cref="UrlTokenParameter"/>, and no part of an event is authenticated.
    /// </summary>
    public abstract SignatureScheme? Scheme { get; }

    /// <summary>Code of your own that authenticates deliveries in place of a <see cref="Scheme"/>, which has to be null then.</summary>
    /// <value>Null.</value>
    public virtual WebhookAuthenticator? Authenticator => null;

    /// <summary>The sender's deadline and retries.</summary>
    public abstract SenderBehavior Sender { get; }

    /// <summary>
    /// The HTTP methods that the sender uses for handshakes only, such as <c>GET</c>: endpoints accept them beside <see cref="Methods"/>. With
    /// them, what <see cref="AnswerUnsignedHandshake"/> does not answer is refused with 401.
    /// </summary>
    /// <value>None.</value>
    public virtual IReadOnlyList<string> HandshakeMethods => [];

    /// <summary>Whether an endpoint needs <see cref="WebhookOptions.VerifyTokens"/>: without one it does not start.</summary>
    /// <value>False.</value>
    public virtual bool RequiresVerifyToken => false;

    /// <summary>Whether refusals have no body, because the sender demands that. By default they have a problem body (RFC 9457).</summary>
    /// <value>False.</value>
    public virtual bool AnswersWithoutBody => false;

    /// <summary>
    /// Gets the status code that the sender needs for an outcome, such as 200 for <see cref="WebhookOutcome.Accepted"/> where it takes 202 for
    /// a failure. An endpoint's own status code replaces it; with one that <see cref="WebhookEndpointOptions.SetStatusCode"/> refuses, an
    /// endpoint does not start.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>The status code; null, the default, for the usual one.</returns>
    public virtual int? GetStatusCode(WebhookOutcome outcome) => null;

    /// <summary>
    /// Whether a delivery is a question whose answer the sender needs, such as whether it may do something. An endpoint then needs a handler that
    /// returns a <see cref="WebhookAnswer"/>; a question is neither deduplicated nor stored.
    /// </summary>
    /// <value>False.</value>
    public virtual bool ExpectsAnswer => false;

    /// <summary>
    /// Whether a delivery brings several events. Then <see cref="Split"/> is called first, and each event is parsed, claimed, handled and
    /// settled by itself. The delivery is acknowledged only if all are done, so that a retry brings only those to a handler that are left.
    /// </summary>
    /// <value>False.</value>
    public virtual bool BringsSeveralEvents => false;

    /// <summary>The common base of the provider's events.</summary>
    public abstract Type EventType { get; }

    /// <summary>
    /// Answers a handshake that its sender does not sign, such as a challenge in the query. Called before authentication and without the
    /// body, for every request with one of the <see cref="Methods"/> or <see cref="HandshakeMethods"/>: anybody may have sent it. Answer with nothing
    /// but the sender's own text, and only if it is clearly a handshake; check <see cref="WebhookHandshake.IsVerifyToken"/> if there is such a
    /// token.
    /// </summary>
    /// <param name="handshake">The request.</param>
    /// <returns>
    /// The answer, with at most 1,024 bytes of body; null, the default, if it is no handshake: the request is then a delivery like any other.
    /// Must not throw.
    /// </returns>
    public virtual WebhookAnswer? AnswerUnsignedHandshake(WebhookHandshake handshake) => null;

    /// <summary>
    /// Answers a handshake that is authenticated like a delivery, such as a challenge in the body. Called after authentication, before
    /// parsing. The handler never gets a request that is answered here.
    /// </summary>
    /// <param name="handshake">The request.</param>
    /// <returns>
    /// The answer, with at most 1,024 bytes of body; null, the default, if it is no handshake but a delivery. Must not throw because of a
    /// body's content.
    /// </returns>
    public virtual WebhookAnswer? AnswerHandshake(WebhookHandshake handshake) => null;

    /// <summary>
    /// Splits an authenticated body into the bytes of its events, if the provider <see cref="BringsSeveralEvents"/>. Each part is parsed like a
    /// body of its own, and is what the handler and the inbox get as the body.
    /// </summary>
    /// <param name="payload">The body and the request's headers.</param>
    /// <returns>The parts; by default, malformed. Must not throw because of a body's content.</returns>
    public virtual WebhookParts Split(WebhookPayload payload) => default;

    /// <summary>Finds the error if a service that the parser needs is missing: a sentence that says what to do; otherwise null.</summary>
    internal virtual string? FindError(IServiceProvider? services) => null;

    /// <summary>
    /// Whether events of a type, as the provider names it, are read as this .NET type. True by default: a provider that does not know may
    /// not cause an event to be ignored.
    /// </summary>
    internal virtual bool MayReadAs(string type, Type eventType) => true;

    /// <summary>Creates an endpoint for the registered handlers, with the default path as its name.</summary>
    internal abstract Hosting.WebhookEndpoint CreateDefaultEndpoint();

    /// <summary>Parses an authenticated body, for callers that do not know the event's type.</summary>
    internal abstract WebhookParseResult<object> ParseUntyped(WebhookPayload payload);
}
