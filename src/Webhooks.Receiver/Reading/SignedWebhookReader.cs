using System.Buffers;

namespace Webhooks.Receiver;

/// <summary>
/// Authenticates and parses the requests of a provider that signs, in one call, or in two: to verify and store now, and parse
/// later. Thread-safe: create one and keep it.
/// </summary>
/// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
public class SignedWebhookReader<TEvent> : WebhookReader<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private readonly SignatureVerifier _verifier;

    /// <summary>Creates a reader.</summary>
    /// <param name="secrets">The current secret first, then those being rotated out; none of them blank.</param>
    /// <param name="timeProvider">The clock that signed times are compared with; the system's if null.</param>
    /// <param name="tolerance">How far a signed time may be from now, inclusive; the scheme's own if null.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank or not in the scheme's encoding.</exception>
    /// <exception cref="InvalidOperationException">The provider does not sign, or its events can only be parsed with the services of a host.</exception>
    public SignedWebhookReader(IEnumerable<string> secrets, TimeProvider? timeProvider = null, TimeSpan? tolerance = null)
        : base(secrets, timeProvider, tolerance) => _verifier = Verifier
            ?? throw new InvalidOperationException($"Provider '{TEvent.Provider.Name}' does not sign, so its bodies cannot be verified.");

    /// <summary>Verifies a body.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="headers">All headers of the request.</param>
    public SignatureResult Verify(ReadOnlySpan<byte> body, WebhookHeaders headers) => _verifier.Verify(body, headers);

    /// <summary>Verifies a body in one or several segments.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="headers">All headers of the request.</param>
    public SignatureResult Verify(in ReadOnlySequence<byte> body, WebhookHeaders headers) => _verifier.Verify(body, headers);

    /// <summary>Verifies a body.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="headers">The values of the headers that the scheme uses.</param>
    public SignatureResult Verify(ReadOnlySpan<byte> body, in SignatureHeaders headers) => _verifier.Verify(body, headers);

    /// <summary>Verifies a body in one or several segments.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="headers">The values of the headers that the scheme uses.</param>
    public SignatureResult Verify(in ReadOnlySequence<byte> body, in SignatureHeaders headers) => _verifier.Verify(body, headers);
}
