using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Receiver.Sori;

/// <summary>
/// Reads what comes to a secret URL that only SORI should know, without ASP.NET. SORI does not sign, so nothing of an event is
/// authenticated. Thread-safe: make one and keep it. It does not deduplicate.
/// </summary>
public sealed class SoriWebhooks
{
    private readonly WebhookReader<SoriEvent> _reader;

    /// <summary>Makes a reader.</summary>
    /// <param name="urlTokens">
    /// The secret words that may end the URL's path: the current one first, then those being rotated out. Each has at least 16
    /// letters, digits or <c>-._~</c>.
    /// </param>
    /// <exception cref="ArgumentException">There is no token, or one is not usable.</exception>
    public SoriWebhooks(params string[] urlTokens) => _reader = new WebhookReader<SoriEvent>(urlTokens);

    /// <summary>Checks the secret word at the end of the request's path and reads the event, in one call that cannot be half done.</summary>
    /// <param name="request">The request with its body's bytes exactly as received.</param>
    public WebhookReadResult<SoriEvent> Read(WebhookRequest request) => _reader.Read(request);

    /// <summary>Reads an event.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <exception cref="FormatException">There is no event in the body. Quotes nothing of it.</exception>
    public static SoriEvent Parse(ReadOnlySpan<byte> body) => WebhookReader<SoriEvent>.Parse(body);

    /// <summary>Reads an event.</summary>
    /// <param name="body">The bytes exactly as received.</param>
    /// <param name="result">The event; null where there is none.</param>
    /// <returns>Whether there is an event in the body.</returns>
    public static bool TryParse(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SoriEvent? result) =>
        WebhookReader<SoriEvent>.TryParse(body, out result);
}
