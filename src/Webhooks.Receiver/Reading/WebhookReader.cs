using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>
/// Authenticates and parses one provider's requests, without ASP.NET. Thread-safe: create one and keep it.
/// </summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
/// <remarks>Not sealed: a provider's own class, such as <c>CueWebhooks</c>, adds methods for its signatures.</remarks>
public class WebhookReader<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private static readonly WebhookProvider<TEvent> _provider = TEvent.Provider;

    private readonly DeliveryAuthenticator _authenticator;

    /// <summary>Creates a reader.</summary>
    /// <param name="secrets">
    /// The current secret first, then those being rotated out; none blank. For a provider that does not sign, the URL tokens.
    /// </param>
    /// <param name="timeProvider">The clock that signed times are compared with; the system's if null.</param>
    /// <param name="tolerance">How far a signed time may be from now, inclusive; the scheme's own if null.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank or not in the scheme's encoding.</exception>
    /// <exception cref="InvalidOperationException">
    /// Events of this type can only be parsed with the services of a host, or contain a type that the serializer cannot read.
    /// </exception>
    public WebhookReader(IEnumerable<string> secrets, TimeProvider? timeProvider = null, TimeSpan? tolerance = null)
    {
        if (_provider.Authenticator is not null)
        {
            throw new InvalidOperationException(
                $"Provider '{_provider.Name}' authenticates with code of its own, which may need a host. Use {nameof(WebhookReceiver)}.");
        }

        if (_provider.FindError(services: null) is { } error)
        {
            throw new InvalidOperationException(error);
        }

        _authenticator = _provider.Scheme is { } scheme
            ? new SignatureAuthenticator(new SignatureVerifier(scheme, secrets, timeProvider, tolerance))
            : UrlTokenAuthenticator.Create(secrets);
    }

    /// <summary>The content types that are accepted.</summary>
    /// <value>Those that the provider's sender uses.</value>
    public WebhookMediaTypes MediaTypes { get; init; } = _provider.MediaTypes;

    /// <inheritdoc cref="WebhookPayload.MaxJsonDepth"/>
    public int MaxJsonDepth
    {
        get;
        init => field = value is >= 1 and <= JsonBody.LargestMaxDepth ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = JsonBody.MaxDepth;

    private protected SignatureVerifier? Verifier => (_authenticator as SignatureAuthenticator)?.Verifier;

    /// <summary>Authenticates a request and parses its event, in one call, so that neither step can be forgotten.</summary>
    /// <param name="request">The request with its body's bytes exactly as received.</param>
    /// <exception cref="InvalidOperationException">The provider's deliveries bring several events: call <see cref="ReadAll"/>.</exception>
    public WebhookReadResult<TEvent> Read(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_provider.BringsSeveralEvents)
        {
            throw new InvalidOperationException($"A delivery from '{_provider.Name}' brings several events. Call {nameof(ReadAll)}.");
        }

        return Authenticate(request) ?? Parse(request, request.Body.Span);
    }

    /// <summary>Authenticates a request and parses all of its events, for providers whose deliveries bring several.</summary>
    /// <param name="request">The request with its body's bytes exactly as received.</param>
    /// <returns>
    /// A result for each event, in the sender's order; empty if there is none. If the request is refused, or one of its events is malformed, one
    /// result that says why.
    /// </returns>
    public IReadOnlyList<WebhookReadResult<TEvent>> ReadAll(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Authenticate(request) is { } refused)
        {
            return [refused];
        }

        if (!_provider.BringsSeveralEvents)
        {
            return [Parse(request, request.Body.Span)];
        }

        WebhookParts parts = _provider.Split(new WebhookPayload(request.Body.Span, request.Headers) { MaxJsonDepth = MaxJsonDepth });
        if (!parts.IsSplit)
        {
            return [new(WebhookParseResult<TEvent>.Malformed(parts.Reason ?? default, parts.Member))];
        }

        WebhookReadResult<TEvent>[] results = [.. parts.Bodies.Select(part => Parse(request, part.Span))];
        return Array.FindIndex(results, result => !result.IsRead) is var failed and >= 0 ? [results[failed]] : results;
    }

    /// <returns>The result of a request that is refused; null if it is authentic.</returns>
    private WebhookReadResult<TEvent>? Authenticate(WebhookRequest request)
    {
        if (!RequestRules.IsListed(_provider.Methods, request.Method))
        {
            return new WebhookReadResult<TEvent>(WebhookReadStatus.MethodNotAllowed);
        }

        if (!RequestRules.AllowsContent(MediaTypes, request.Headers))
        {
            return new WebhookReadResult<TEvent>(WebhookReadStatus.UnsupportedMediaType);
        }

        SignatureHeaders headers = _authenticator.Select(request.Headers, request.Method, request.Url);
        string? urlToken = _authenticator.ReadsUrlToken ? request.UrlToken : null;
        if (_authenticator.CheckHeaders(headers, urlToken) is { } failure)
        {
            return new WebhookReadResult<TEvent>(failure);
        }

        SignatureResult signature = _authenticator.Verify(new ReadOnlySequence<byte>(request.Body), headers);
        return signature.IsValid ? null : new WebhookReadResult<TEvent>(signature.Failure.Value);
    }

    private WebhookReadResult<TEvent> Parse(WebhookRequest request, ReadOnlySpan<byte> body)
    {
        WebhookParseResult<TEvent> parsed = _provider.Parse(new WebhookPayload(body, request.Headers) { MaxJsonDepth = MaxJsonDepth });
        return parsed.Status == WebhookParseStatus.IdentityMismatch ? new(SignatureFailure.IdentityMismatch) : new(parsed);
    }

    /// <summary>Parses the event in a body that was verified before.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="headers">The request's headers, if the provider's events need them; none if null.</param>
    /// <exception cref="FormatException">The body contains no event. The message quotes nothing of it.</exception>
    public static TEvent Parse(ReadOnlySpan<byte> body, WebhookHeaders? headers = null) =>
        TryParse(body, out TEvent? result, headers)
            ? result
            : throw new FormatException($"The body is no {_provider.Name} event: not JSON, not an object, or without a type or an identity.");

    /// <summary>Parses the event in a body that was verified before.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="result">The event; null if there is none.</param>
    /// <param name="headers">The request's headers, if the provider's events need them; none if null.</param>
    /// <returns>Whether the body contains an event.</returns>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out TEvent? result, WebhookHeaders? headers = null)
    {
        result = _provider.Parse(new WebhookPayload(body, headers ?? WebhookHeaders.Empty)).Event;
        return result is not null;
    }
}
