namespace Webhooks.Receiver.Testing;

/// <summary>
/// A delivery for the unit test of a handler: an event with the <see cref="WebhookContext"/> that the handler gets. Nothing is verified,
/// claimed or settled. Not thread-safe.
/// </summary>
/// <typeparam name="TEvent">The common base of the provider's events, such as <c>CueEvent</c>.</typeparam>
/// <example>
/// <code><![CDATA[
/// using Webhooks.Receiver;
/// using Webhooks.Receiver.Cue;
/// using Webhooks.Receiver.Testing;
///
/// var delivery = new TestDelivery<CueEvent>(CueSamplePayloads.AdClick()) { Tenant = "acme" };
/// await new PrintClick().HandleAsync((CueAdClick)delivery.Event, delivery.Context);
///
/// internal sealed class PrintClick : IWebhookHandler<CueAdClick>
/// {
///     public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) =>
///         Console.Out.WriteLineAsync($"{context.Delivery.Tenant}: {webhookEvent.Data.ClickId}");
/// }
/// ]]></code>
/// </example>
public sealed class TestDelivery<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private static readonly WebhookProvider<TEvent> _provider = TEvent.Provider;

    private readonly ReadOnlyMemory<byte> _body;
    private WebhookParseResult<TEvent> _parsed;
    private WebhookContext? _context;

    /// <summary>Creates a delivery from a body, which is parsed as the receiver does it.</summary>
    /// <param name="body">The bytes of the body, such as a sample payload; not copied.</param>
    public TestDelivery(ReadOnlyMemory<byte> body) => _body = body;

    /// <summary>Creates a delivery of an event that you made. Its body is empty.</summary>
    /// <param name="webhookEvent">The event. If it has no <see cref="IWebhookEvent.Identity"/>, it gets a new one.</param>
    public TestDelivery(TEvent webhookEvent)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        DeliveryIdentity identity = webhookEvent.Identity;
        _parsed = WebhookParseResult<TEvent>.Parsed(webhookEvent, identity.IsNone ? DeliveryIdentity.FromSigned(SampleJson.NewHex("test-")) : identity);
    }

    /// <summary>The event.</summary>
    /// <exception cref="FormatException">The body has no event of the provider. The message says why, and quotes nothing of it.</exception>
    public TEvent Event => Parsed.Event!;

    /// <summary>The context for the handler. Always the same object.</summary>
    /// <exception cref="FormatException">The body has no event of the provider. The message says why, and quotes nothing of it.</exception>
    public WebhookContext Context => _context ??= new WebhookContext(Services, CreateDelivery(), CancellationToken);

    /// <summary>The endpoint's name or route pattern.</summary>
    /// <value>The provider's default path.</value>
    public string Endpoint { get; init; } = _provider.DefaultPath;

    /// <summary>The tenant's id.</summary>
    /// <value>Null: the endpoint has no tenants.</value>
    public string? Tenant { get; init; }

    /// <summary>The time when the delivery arrived. If the provider signs a time, the delivery was signed in the same second.</summary>
    /// <value>The system's time.</value>
    public DateTimeOffset ReceivedAt { get; init; } = TimeProvider.System.GetUtcNow();

    /// <summary>The headers of the request. Parsing uses them, and the context has those that the provider declares.</summary>
    /// <value>None.</value>
    public IEnumerable<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The services of the context. Parsing uses them too, for payload types that were registered.</summary>
    /// <value>None: a request for a service that is required throws.</value>
    public IServiceProvider Services { get; init; } = NoServices.Instance;

    /// <summary>The token of the context.</summary>
    /// <value>One that is never cancelled.</value>
    public CancellationToken CancellationToken { get; init; }

    private WebhookParseResult<TEvent> Parsed => _parsed.IsParsed ? _parsed : _parsed = Parse();

    private WebhookParseResult<TEvent> Parse()
    {
        WebhookParseResult<TEvent> parsed = _provider.Parse(new WebhookPayload(_body.Span, WebhookHeaders.From(Headers), Services));
        return parsed.IsParsed
            ? parsed
            : throw new FormatException($"The body has no event of the provider '{_provider.Name}': {parsed.Reason?.ToString() ?? $"{parsed.Status}"}.");
    }

    private WebhookDelivery CreateDelivery()
    {
        WebhookParseResult<TEvent> parsed = Parsed;
        bool signsTime = _provider.Scheme?.Timestamp is not null;
        return new WebhookDelivery(
            _provider.Name, Endpoint, IdempotencyKey.Create(_provider.Name, Endpoint, Tenant, parsed.Identity), new WebhookBody(_body))
        {
            Tenant = Tenant,
            Attempt = parsed.Attempt,
            ReceivedAt = ReceivedAt,
            SignedAt = signsTime ? DateTimeOffset.FromUnixTimeSeconds(ReceivedAt.ToUnixTimeSeconds()) : null,
            Headers = SelectHeaders(),
            Authenticated = GetAuthenticated(parsed.Identity, signsTime),
        };
    }

    private static bool CoversBody =>
        _provider.Authenticator?.CoversBody ?? _provider.Scheme is { Algorithm: not SignatureAlgorithm.SharedSecret };

    private static AuthenticatedParts GetAuthenticated(DeliveryIdentity identity, bool signsTime) => !CoversBody
        ? AuthenticatedParts.None
        : AuthenticatedParts.Body
            | (identity.IsAuthenticated ? AuthenticatedParts.Identity : AuthenticatedParts.None)
            | (signsTime ? AuthenticatedParts.Timestamp : AuthenticatedParts.None);

    private List<WebhookDeliveryHeader> SelectHeaders()
    {
        var headers = WebhookHeaders.From(Headers);
        List<WebhookDeliveryHeader> selected = [];
        foreach (string name in _provider.Headers)
        {
            if (headers[name] is { Count: > 0 } values)
            {
                selected.Add(new WebhookDeliveryHeader(name, values.ToString(), IsSigned(name)));
            }
        }

        return selected;
    }

    private static bool IsSigned(string header) =>
        string.Equals(header, _provider.Scheme?.IdHeader, StringComparison.OrdinalIgnoreCase)
        || string.Equals(header, _provider.Scheme?.Timestamp?.Header, StringComparison.OrdinalIgnoreCase)
        || (_provider.Scheme?.SignedContent.Any(part => string.Equals(header, part.HeaderName, StringComparison.OrdinalIgnoreCase)) ?? false);
}
