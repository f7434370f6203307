namespace Webhooks.Receiver.Sori;

/// <summary>
/// Checks the URL token of deliveries from SORI, and parses them, without ASP.NET. SORI does not sign, so no part of an event is
/// authenticated. Thread-safe: create one and keep it. It does not deduplicate.
/// </summary>
public sealed class SoriWebhooks : WebhookReader<SoriEvent>
{
    /// <summary>Creates a reader.</summary>
    /// <param name="urlTokens">
    /// The URL tokens: the current one first, then old ones that are still accepted. Each has at least 16 letters, digits or <c>-._~</c>.
    /// </param>
    /// <exception cref="ArgumentException">There is no token, or one is not usable.</exception>
    public SoriWebhooks(params string[] urlTokens)
        : base(urlTokens)
    {
    }
}
