namespace Webhooks.Receiver.Sori;

/// <summary>
/// Parses what arrives at a URL that only SORI should know, without ASP.NET: it compares the URL token at the end of the path. SORI does
/// not sign, so nothing of an event is authenticated. Thread-safe: create one and keep it. It does not deduplicate.
/// </summary>
public sealed class SoriWebhooks : WebhookReader<SoriEvent>
{
    /// <summary>Creates a reader.</summary>
    /// <param name="urlTokens">
    /// The URL tokens: the current one first, then those being rotated out. Each has at least 16 letters, digits or <c>-._~</c>.
    /// </param>
    /// <exception cref="ArgumentException">There is no token, or one is not usable.</exception>
    public SoriWebhooks(params string[] urlTokens)
        : base(urlTokens)
    {
    }
}
