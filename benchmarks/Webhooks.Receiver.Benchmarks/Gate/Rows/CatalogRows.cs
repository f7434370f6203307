using System.Security.Cryptography;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Catalog;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Benchmarks.Gate.Rows;

/// <summary>
/// Verification by the catalogue's schemes, compared with the platform's one-shot HMAC over the same body. Those that sign the body, perhaps
/// with a time and an id, have one goal, and HubSpot has another. The other rows are for bytes only: Square signs with the URL and no time, and shared
/// secrets sign nothing. Twilio has an authenticator instead of a scheme.
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
    ];

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
