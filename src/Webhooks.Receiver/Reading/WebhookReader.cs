using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver;

/// <summary>
/// Verifies and reads one provider's requests, without ASP.NET and without deduplication. Thread-safe: make one and keep it.
/// </summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public sealed class WebhookReader<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private static readonly WebhookProvider<TEvent> _provider = TEvent.Provider;

    private readonly SignatureVerifier? _verifier;
    private readonly DeliveryAuthenticator _authenticator;

    /// <summary>Makes a reader.</summary>
    /// <param name="secrets">
    /// The current secret first, then those being rotated out; none of them blank. For a provider that does not sign, the secret words
    /// that may end the URL's path.
    /// </param>
    /// <param name="timeProvider">The clock that signed times are compared with; the system's where null.</param>
    /// <param name="tolerance">How far a signed time may be from now; the scheme's own where null.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank or not in the scheme's encoding.</exception>
    public WebhookReader(IEnumerable<string> secrets, TimeProvider? timeProvider = null, TimeSpan? tolerance = null)
    {
        if (_provider.Scheme is { } scheme)
        {
            _verifier = new SignatureVerifier(scheme, secrets, timeProvider, tolerance);
            _authenticator = new SignatureAuthenticator(_verifier);
        }
        else
        {
            _authenticator = UrlTokenAuthenticator.Of(secrets);
        }
    }

    /// <summary>The verifier, for those who store first and read later.</summary>
    /// <exception cref="InvalidOperationException">The provider does not sign.</exception>
    public SignatureVerifier Verifier =>
        _verifier ?? throw new InvalidOperationException($"Provider '{_provider.Name}' does not sign: there is nothing to verify a body with.");

    /// <summary>Verifies a request and reads its event, in one call that cannot be half done.</summary>
    /// <param name="request">The request with its body's bytes exactly as received.</param>
    public WebhookReadResult<TEvent> Read(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!RequestRules.AllowsMethod(_provider, request.Method))
        {
            return new(WebhookReadStatus.MethodNotAllowed);
        }

        if (!RequestRules.AllowsContent(_provider, request.Headers))
        {
            return new(WebhookReadStatus.UnsupportedMediaType);
        }

        SignatureHeaders headers = _authenticator.Select(request.Headers);
        string? urlToken = _authenticator.ReadsUrlToken ? request.UrlToken : null;
        if (_authenticator.CheckHeaders(headers, urlToken) is { } failure)
        {
            return new(failure);
        }

        SignatureResult signature = _authenticator.Verify(new ReadOnlySequence<byte>(request.Body), headers);
        if (!signature.IsValid)
        {
            return new(signature.Failure.Value);
        }

        WebhookParseResult<TEvent> parsed = _provider.Parse(new WebhookPayload(request.Body.Span, request.Headers));
        return parsed.Status switch
        {
            WebhookParseStatus.Parsed => new(parsed),
            WebhookParseStatus.IdentityMismatch => new(SignatureFailure.IdentityMismatch),
            _ => new(WebhookReadStatus.Malformed),
        };
    }

    /// <summary>Reads an event of a body that was verified before.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="headers">The request's headers, where the provider's events need them; none where null.</param>
    /// <exception cref="FormatException">There is no event in the body. Quotes nothing of it.</exception>
    public static TEvent Parse(ReadOnlySpan<byte> body, WebhookHeaders? headers = null) =>
        TryParse(body, out TEvent? result, headers)
            ? result
            : throw new FormatException($"The body is no {_provider.Name} event: not JSON, not an object, or without a type or an identity.");

    /// <summary>Reads an event of a body that was verified before.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="result">The event; null where there is none.</param>
    /// <param name="headers">The request's headers, where the provider's events need them; none where null.</param>
    /// <returns>Whether there is an event in the body.</returns>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out TEvent? result, WebhookHeaders? headers = null)
    {
        result = _provider.Parse(new WebhookPayload(body, headers ?? WebhookHeaders.Empty)).Event;
        return result is not null;
    }
}
