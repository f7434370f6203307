using System.Buffers;
using System.Security.Cryptography;

namespace Webhooks.Receiver;

/// <summary>
/// Authenticates deliveries with code of the user. That may wait, so <see cref="DeliveryVerifier"/> calls it, and not <see cref="Verify"/>.
/// </summary>
internal sealed class CustomAuthenticator(
    WebhookAuthenticator authenticator, IReadOnlyList<string> secrets, TimeSpan tolerance, string? publicUrl, bool usesRequestUrl) : DeliveryAuthenticator
{
    public override bool CoversBody => authenticator.CoversBody;

    public override bool ReadsUrlToken => false;

    public override bool ReadsUrl => publicUrl is not null || usesRequestUrl;

    /// <summary>Whether every delivery is refused, whatever the code says: the tenant is not known.</summary>
    public bool RefusesAll { get; private init; }

    /// <summary>Creates the authenticator for unknown tenants. It runs the code all the same, with a random secret.</summary>
    public static CustomAuthenticator ForUnknownTenant(WebhookAuthenticator authenticator, TimeSpan tolerance, string? publicUrl, bool usesRequestUrl) =>
        new(authenticator, authenticator.RequiresSecrets ? [CreateSecret()] : [], tolerance, publicUrl, usesRequestUrl) { RefusesAll = true };

    /// <summary>Whether the code can run with a random secret.</summary>
    public static bool CanRefuseUnknownTenants(WebhookAuthenticator authenticator) =>
        !authenticator.RequiresSecrets || IsUsable(authenticator, CreateSecret());

    public static bool IsUsable(WebhookAuthenticator authenticator, string secret)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(secret) && authenticator.IsUsableSecret(secret);
        }
        catch (Exception)
        {
            return false; // its message could quote the secret
        }
    }

    public override bool SharesSecretWith(DeliveryAuthenticator other) => other is CustomAuthenticator custom && custom.Secrets.Any(secrets.Contains);

    public override SignatureHeaders Select(WebhookHeaders headers, string method, string? url) =>
        new() { All = headers, Method = method, Url = ReadsUrl ? RequestUrl.Rebase(url, publicUrl) : null };

    public override SignatureFailure? CheckHeaders(in SignatureHeaders headers, string? urlToken) => null;

    public override SignatureResult Verify(in ReadOnlySequence<byte> body, in SignatureHeaders headers) => default;

    public ValueTask<SignatureResult> AuthenticateAsync(
        in ReadOnlySequence<byte> body, in SignatureHeaders headers, TimeProvider timeProvider, IServiceProvider services, CancellationToken cancellationToken)
    {
        var request = new WebhookAuthenticationRequest(headers.Method!, headers.All!, body)
        {
            Url = headers.Url,
            Secrets = secrets,
            Tolerance = tolerance,
            TimeProvider = timeProvider,
            Services = services,
        };
        return authenticator.AuthenticateAsync(request, cancellationToken);
    }

    private IReadOnlyList<string> Secrets => secrets;

    private static string CreateSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}
