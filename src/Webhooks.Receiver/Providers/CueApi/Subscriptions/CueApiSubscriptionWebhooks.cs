using System.Buffers;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// Authenticates and parses CueAPI's event batches, without ASP.NET. Thread-safe: create one and keep it. It does not
/// deduplicate: the result of <see cref="WebhookReader{TEvent}.ReadAll"/> has what identifies each event.
/// </summary>
public sealed class CueApiSubscriptionWebhooks : SignedWebhookReader<CueApiSubscriptionEvent>
{
    /// <summary>Creates a verifier.</summary>
    /// <param name="secrets">The secrets: the current one first, then old ones that are still accepted. None is blank.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank.</exception>
    public CueApiSubscriptionWebhooks(params string[] secrets)
        : this(secrets, timeProvider: null)
    {
    }

    /// <summary>Creates a verifier with another clock.</summary>
    /// <param name="secrets">The secrets: the current one first, then old ones that are still accepted. None is blank.</param>
    /// <param name="timeProvider">The clock; the system's if null.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is blank.</exception>
    public CueApiSubscriptionWebhooks(IEnumerable<string> secrets, TimeProvider? timeProvider)
        : base(secrets, timeProvider)
    {
    }

    /// <summary>Verifies a body.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="signature">The value of the <c>X-CueAPI-Signature</c> header; null if it is absent.</param>
    /// <param name="timestamp">The value of the <c>X-CueAPI-Timestamp</c> header; null if it is absent.</param>
    /// <remarks>
    /// A delivery with the same header twice must be refused. One string cannot show that: pass all headers, unless you have checked it.
    /// </remarks>
    public SignatureResult Verify(ReadOnlySpan<byte> body, string? signature, string? timestamp) => Verify(body, From(signature, timestamp));

    /// <summary>Verifies a body in one or several segments.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="signature">The value of the <c>X-CueAPI-Signature</c> header; null if it is absent.</param>
    /// <param name="timestamp">The value of the <c>X-CueAPI-Timestamp</c> header; null if it is absent.</param>
    public SignatureResult Verify(in ReadOnlySequence<byte> body, string? signature, string? timestamp) => Verify(body, From(signature, timestamp));

    /// <summary>The part of the scheme that is code needs no other header, but only the body.</summary>
    private static SignatureHeaders From(string? signature, string? timestamp) =>
        new(signature, timestamp) { All = WebhookHeaders.Empty, Method = "POST" };
}
