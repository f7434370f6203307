using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Cue;

/// <summary>
/// Verifies and reads what Cue sends, without ASP.NET. Thread-safe: make one and keep it. It does not deduplicate; retried
/// deliveries carry the same <see cref="CueEvent.Id"/>.
/// </summary>
public sealed class CueWebhooks
{
    private readonly WebhookReader<CueEvent> _reader;

    /// <summary>Makes a verifier.</summary>
    /// <param name="secrets">The current secret first, then those being rotated out; none of them blank.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank.</exception>
    public CueWebhooks(params string[] secrets)
        : this(secrets, timeProvider: null)
    {
    }

    /// <summary>Makes a verifier.</summary>
    /// <param name="secrets">The current secret first, then those being rotated out; none of them blank.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank.</exception>
    public CueWebhooks(IEnumerable<string> secrets, TimeProvider? timeProvider) =>
        _reader = new WebhookReader<CueEvent>(secrets, timeProvider);

    /// <summary>Verifies a request and reads its event, in one call that cannot be half done.</summary>
    /// <param name="request">The request with its body's bytes exactly as received.</param>
    public WebhookReadResult<CueEvent> Read(WebhookRequest request) => _reader.Read(request);

    /// <summary>Verifies a body.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="signature">The value of the <c>cue-signature</c> header; null where it is absent.</param>
    /// <remarks>
    /// A header given more than once has to be refused, which one string cannot show: pass all headers instead where you do not
    /// know how often it came.
    /// </remarks>
    public SignatureResult Verify(ReadOnlySpan<byte> body, string? signature) =>
        _reader.Verifier.Verify(body, new SignatureHeaders(signature));

    /// <summary>Verifies a body in several pieces.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="signature">The value of the <c>cue-signature</c> header; null where it is absent.</param>
    public SignatureResult Verify(in ReadOnlySequence<byte> body, string? signature) =>
        _reader.Verifier.Verify(body, new SignatureHeaders(signature));

    /// <summary>Verifies a body.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="headers">All headers of the request.</param>
    public SignatureResult Verify(ReadOnlySpan<byte> body, WebhookHeaders headers) => _reader.Verifier.Verify(body, headers);

    /// <summary>Verifies a body in several pieces.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="headers">All headers of the request.</param>
    public SignatureResult Verify(in ReadOnlySequence<byte> body, WebhookHeaders headers) => _reader.Verifier.Verify(body, headers);

    /// <summary>Reads an event of a body that was verified before.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <exception cref="FormatException">The body is not JSON, not an object, or has no type or id. Quotes nothing of it.</exception>
    public static CueEvent Parse(ReadOnlySpan<byte> body) => WebhookReader<CueEvent>.Parse(body);

    /// <summary>Reads an event of a body that was verified before.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="result">The event; null where there is none.</param>
    /// <returns>False where the body is not JSON, not an object, or has no type or id.</returns>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out CueEvent? result) =>
        WebhookReader<CueEvent>.TryParse(body, out result);
}
