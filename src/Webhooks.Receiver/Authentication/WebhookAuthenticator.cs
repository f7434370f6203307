namespace Webhooks.Receiver;

/// <summary>
/// Authenticates the deliveries of a provider with code of your own, for what no <see cref="SignatureScheme"/> can say: a JSON Web Token, a
/// certificate behind a URL, an algorithm of another library. It replaces the scheme; everything else stays as it is. Thread-safe.
/// </summary>
/// <remarks>
/// It runs for requests of strangers, after their bodies were read. Verify the received bytes, compare in constant time
/// (<see cref="System.Security.Cryptography.CryptographicOperations.FixedTimeEquals"/>), and refuse deliveries that are too old. If it throws, or takes
/// longer than <see cref="WebhookHostOptions.StoreTimeout"/>, the delivery is <see cref="WebhookOutcome.Unavailable"/>: the sender tries again.
/// </remarks>
public abstract class WebhookAuthenticator
{
    /// <summary>Whether a change of anything in the body makes it refuse the delivery.</summary>
    /// <value>True. If false, no part of an event counts as authenticated.</value>
    public virtual bool CoversBody => true;

    /// <summary>Whether it needs a configured secret, or a tenant's.</summary>
    /// <value>True: without one, the app does not start. False if, for example, it fetches public keys.</value>
    public virtual bool RequiresSecrets => true;

    /// <summary>
    /// Whether it needs <see cref="WebhookAuthenticationRequest.Url"/>: an endpoint with neither <see cref="WebhookOptions.PublicUrl"/> nor
    /// <see cref="WebhookOptions.UseRequestUrl"/> then does not start.
    /// </summary>
    /// <value>False.</value>
    public virtual bool RequiresUrl => false;

    /// <summary>Checks the form of a secret at start, and of a tenant's secret.</summary>
    /// <param name="secret">A configured text; not blank.</param>
    /// <returns>Whether it can be used; true by default.</returns>
    public virtual bool IsUsableSecret(string secret) => true;

    /// <summary>Authenticates a delivery.</summary>
    /// <param name="request">The request, of which nothing is authenticated yet. Do not use it after the call has ended or was cancelled.</param>
    /// <param name="cancellationToken">Cancelled after <see cref="WebhookHostOptions.StoreTimeout"/>.</param>
    /// <returns>
    /// <see cref="SignatureResult.Valid"/> if the delivery comes from the provider. Everything else refuses it, <see langword="default"/> too.
    /// </returns>
    public abstract ValueTask<SignatureResult> AuthenticateAsync(WebhookAuthenticationRequest request, CancellationToken cancellationToken);
}
