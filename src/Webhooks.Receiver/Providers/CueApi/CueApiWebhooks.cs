using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// Verifies and reads what CueAPI sends, without ASP.NET. Thread-safe: make one and keep it. It does not deduplicate: the result of
/// <see cref="Read"/> says what identifies the delivery.
/// </summary>
public sealed class CueApiWebhooks
{
    private readonly WebhookReader<CueApiEvent> _reader;

    /// <summary>Makes a verifier.</summary>
    /// <param name="secrets">The current secret first, then those being rotated out; none of them blank.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank.</exception>
    public CueApiWebhooks(params string[] secrets)
        : this(secrets, timeProvider: null)
    {
    }

    /// <summary>Makes a verifier.</summary>
    /// <param name="secrets">The current secret first, then those being rotated out; none of them blank.</param>
    /// <param name="timeProvider">The clock; the system's where null.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank.</exception>
    public CueApiWebhooks(IEnumerable<string> secrets, TimeProvider? timeProvider) =>
        _reader = new WebhookReader<CueApiEvent>(secrets, timeProvider);

    /// <summary>Verifies a request and reads its event, in one call that cannot be half done.</summary>
    /// <param name="request">The request with its body's bytes exactly as received.</param>
    public WebhookReadResult<CueApiEvent> Read(WebhookRequest request) => _reader.Read(request);

    /// <summary>Verifies a body.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="signature">The value of the <c>X-CueAPI-Signature</c> header; null where it is absent.</param>
    /// <param name="timestamp">The value of the <c>X-CueAPI-Timestamp</c> header; null where it is absent.</param>
    /// <remarks>
    /// A header given more than once has to be refused, which one string cannot show: pass all headers instead where you do not
    /// know how often it came.
    /// </remarks>
    public SignatureResult Verify(ReadOnlySpan<byte> body, string? signature, string? timestamp) => _reader.Verifier.Verify(body, new SignatureHeaders(signature, timestamp));

    /// <summary>Verifies a body in several pieces.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="signature">The value of the <c>X-CueAPI-Signature</c> header; null where it is absent.</param>
    /// <param name="timestamp">The value of the <c>X-CueAPI-Timestamp</c> header; null where it is absent.</param>
    public SignatureResult Verify(in ReadOnlySequence<byte> body, string? signature, string? timestamp) => _reader.Verifier.Verify(body, new SignatureHeaders(signature, timestamp));

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
    /// <param name="headers">The request's headers: a bare payload has its execution's id there.</param>
    /// <exception cref="FormatException">There is no event in the body. Quotes nothing of it.</exception>
    public static CueApiEvent Parse(ReadOnlySpan<byte> body, WebhookHeaders? headers = null) =>
        WebhookReader<CueApiEvent>.Parse(body, headers);

    /// <summary>Reads an event of a body that was verified before.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="result">The event; null where there is none.</param>
    /// <param name="headers">The request's headers: a bare payload has its execution's id there.</param>
    /// <returns>Whether there is an event in the body.</returns>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out CueApiEvent? result, WebhookHeaders? headers = null) =>
        WebhookReader<CueApiEvent>.TryParse(body, out result, headers);
}
