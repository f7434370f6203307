using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>Requests as Cue sends them, signed with the platform's own HMAC.</summary>
internal static class CueDelivery
{
    public const string Secret = "cue-test-secret";

    public static string ClickBody(string id) =>
        $$$"""{"id":"{{{id}}}","type":"ad.click","created":"2026-03-13T17:51:00Z","data":{"ad_id":"a","campaign_id":"c","click_id":"k"}}""";

    public static WebhookRequest Click(string id = "evt_1", string secret = Secret) => Signed(ClickBody(id), secret);

    public static WebhookRequest Signed(string body, string secret = Secret, string contentType = "application/json")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return Of(bytes, "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)), contentType);
    }

    public static WebhookRequest Of(byte[] body, string signature, string contentType = "application/json") => new(
        "POST", "/webhooks/cue", [new("Content-Type", contentType), new("cue-signature", signature)], body);
}
