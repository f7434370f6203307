using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Receiver;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Smoke;

/// <summary>Reads one delivery of each other provider, with the types that trimming could remove.</summary>
internal static class OtherProviders
{
    private const string Token = "a-url-token-of-the-smoke-test";

    public static IEnumerable<string> Read(string secret)
    {
        string now = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string offer = """{"type":"offer.created","timestamp":1720727170,"data":{"offerId":1234567894561234567}}""";
        var adGem = (AdGemOfferCreated?)new AdGemWebhooks(secret).Read(Request(offer, ("Signature", Mac(secret, offer)))).Event;
        yield return $"{adGem?.Data.OfferId} {adGem?.Timestamp:O}";

        string message = """{"event":"message.received","tenant_id":1,"wa_message_id":"wamid.x","type":"text","content":"hi"}""";
        var cubeConnect = (CubeConnectMessageReceived?)new CubeConnectWebhooks(secret).Read(Request(
            message, ("X-Webhook-Timestamp", now), ("X-Webhook-Signature", Mac(secret, $"{now}.{message}")))).Event;
        yield return $"{cubeConnect?.MessageId} {cubeConnect?.MessageKind} {cubeConnect?.TenantId}";

        string execution = """{"execution_id":"e-1","cue_id":"c-1","name":"n","attempt":1,"payload":{"task":"sync"}}""";
        CueApiEvent? cueApi = new CueApiWebhooks(secret).Read(Request(
            execution, (CueApiHeaders.Timestamp, now), (CueApiHeaders.Signature, $"v1={Mac(secret, $"{now}.{execution}")}"))).Event;
        yield return $"{cueApi?.ExecutionId} {cueApi?.Attempt} {cueApi?.Payload.GetProperty("task").GetString()}";

        string click = """{"event_type":"click","campaign_id":"c-1","device_id":"d-1","timestamp":"2024-01-01T12:00:00Z"}""";
        yield return $"{new SoriWebhooks(Token).Read(Request(click)).Event?.CampaignId}";
    }

    private static WebhookRequest Request(string body, params (string Name, string Value)[] headers) => new(
        "POST", $"/webhooks/{Token}", headers.Select(header => KeyValuePair.Create(header.Name, header.Value)), Encoding.UTF8.GetBytes(body));

    private static string Mac(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
