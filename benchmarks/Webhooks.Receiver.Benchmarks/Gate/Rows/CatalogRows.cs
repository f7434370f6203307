using System.Security.Cryptography;
using System.Text;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Catalog;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Benchmarks.Gate.Rows;

/// <summary>
/// Verification by the catalogue's schemes, compared with the platform's one-shot HMAC over the same body. Those that sign the body, perhaps
/// with a time and an id, have one goal, and HubSpot has another. The other rows are for bytes only: Square signs with the URL and no time, shared
/// secrets sign nothing, and the time of SendGrid's ECDSA is the platform's. Twilio has no row: it has an authenticator instead of a scheme.
/// </summary>
internal static class CatalogRows
{
    private const int Size = 512;
    private const double Goal = 0.75;
    private const string Secret = CueDeliveries.Secret;
    private const string StandardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Url = "https://example.com/webhooks/catalogue";

    public static IEnumerable<Func<GateRow>> All() =>
    [
        () => Row<StandardWebhooksEvent>(Goal, StandardSecret),
        () => Row<SvixEvent>(Goal, StandardSecret),
        () => Row<GitHubEvent>(Goal),
        () => Row<StripeEvent>(Goal),
        () => Row<SlackEvent>(Goal),
        () => Row<ShopifyEvent>(Goal),
        () => Row<ZoomEvent>(Goal),
        () => Row<TwitchEvent>(Goal),
        () => Row<MetaEvent>(Goal),
        () => Row<LinearEvent>(Goal),
        () => Row<ZendeskEvent>(Goal),
        () => Row<XeroEvent>(Goal),
        () => Row<SquareEvent>(null),
        () => Row<HubSpotEvent>(0.85), // hashes the method and the URL besides, which code of its own decodes
        () => Row<GitLabEvent>(null),
        () => Row<TelegramEvent>(null),
        SendGrid,
    ];

    /// <summary>The platform allocates for each verification by ECDSA; ours may add nothing to it.</summary>
    private static GateRow SendGrid()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SignatureScheme scheme = SendGridEvent.Provider.Scheme!;
        byte[] body = CueDeliveries.CreateBody(Size);
        var verifier = new SignatureVerifier(scheme, [Convert.ToBase64String(pair.ExportSubjectPublicKeyInfo())]);
        var signed = WebhookHeaders.From(WebhookSigner.Sign(scheme, pair.ExportPkcs8PrivateKeyPem(), body));
        SignatureHeaders headers = SignatureHeaders.From(scheme, signed);

        byte[] hash = SHA256.HashData([.. Encoding.ASCII.GetBytes(signed[scheme.Timestamp!.Header!].ToString()), .. body]);
        byte[] signature = Convert.FromBase64String(signed[scheme.Header!].ToString());
        var key = ECDsa.Create(pair.ExportParameters(includePrivateParameters: false));
        return new GateRow("catalogue, SendGrid, 512 B", Contestant.Create("accepted", () => verifier.Verify(body, headers).IsValid))
        {
            Baseline = Contestant.Create("platform's ECDSA", () => key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence)),
            BytesRatioGoal = 1.01, // both are 1,360 B, and the runtime now and then adds some
        };
    }

    private static GateRow Row<TEvent>(double? goal, string secret = Secret)
        where TEvent : CatalogEvent, IWebhookEvent<TEvent>
    {
        SignatureScheme scheme = TEvent.Provider.Scheme!;
        byte[] body = CueDeliveries.CreateBody(Size);
        var verifier = new SignatureVerifier(scheme, [secret]);
        KeyValuePair<string, string>[] signed = [.. WebhookSigner.Sign(scheme, secret, new WebhookRequest("POST", Url, [], body))];
        SignatureHeaders headers = SignatureHeaders.From(scheme, WebhookHeaders.From(signed), "POST", Url);
        return new GateRow($"catalogue, {TEvent.Provider.ConfigurationSection}, 512 B", Contestant.Create("accepted", () => verifier.Verify(body, headers).IsValid))
        {
            Baseline = goal is null ? null : OneShot(scheme, secret, body),
            TimeGoal = goal,
            BytesGoal = 0,
        };
    }

    private static Contestant OneShot(SignatureScheme scheme, string secret, byte[] body)
    {
        scheme.SecretEncoding.TryDecode(secret, out byte[]? key);
        byte[] mac = HMACSHA256.HashData(key!, body);
        return Contestant.Create("one-shot HMAC", () =>
        {
            Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(key!, body, computed);
            return CryptographicOperations.FixedTimeEquals(computed, mac);
        });
    }
}
