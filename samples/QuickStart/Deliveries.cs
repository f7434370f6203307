using System.Security.Cryptography;
using System.Text;
using Webhooks.Receiver;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace QuickStart;

/// <summary>The sample's deliveries: the providers' published examples with new ids, and some that must not be handled.</summary>
internal static class Deliveries
{
    private static readonly Delivery _click = Cue("ad.click", """
        {"ad_id":"ad-123","campaign_id":"campaign-456","click_id":"click-xyz","user_id":"user-789","session_id":"session-abc",
        "landing_url":"https://example.com/signup?ref=cue"}
        """);

    private static readonly Delivery _execution = CueApi("execution", "550e8400-e29b-41d4-a716-446655440000");

    private static readonly Delivery _message = CubeConnect("message.status_updated", "wamid.quickstart:delivered", """
        "whatsapp_account_id":5,"message_id":"wamid.quickstart","status":"delivered","recipient":"966501234567","errors":null
        """);

    private static readonly Delivery _impression = Sori("impression", """
        "material_id":"material-1","material_name":"Song","campaign_id":"campaign-1","campaign_name":"Spring","device_id":"device-1"
        """);

    public static IReadOnlyList<Delivery> All { get; } =
    [
        Cue("ad.impression", """
            {"ad_id":"ad-123","campaign_id":"campaign-456","session_id":"session-abc",
            "placement":{"type":"inline","position":"after_response"},"metadata":{"timestamp":"2024-01-15T10:30:00Z"}}
            """),
        _click,
        Cue("ad.conversion", """
            {"ad_id":"ad-123","campaign_id":"campaign-456","click_id":"click-xyz","conversion_id":"conv-def",
            "conversion_type":"signup","conversion_value":99.99,"currency":"USD"}
            """),
        Cue("campaign.created", """
            {"campaign_id":"campaign-789","campaign_name":"New Brand Campaign","budget":5000,"daily_budget":200,"status":"active",
            "target_audience":{"keywords":["technology","innovation"],"demographics":{"age_range":"25-45"}}}
            """),
        Cue("campaign.updated", """{"campaign_id":"campaign-789"}"""),
        Cue("campaign.paused", """{"campaign_id":"campaign-789"}"""),
        Cue("campaign.budget_exhausted", """
            {"campaign_id":"campaign-456","campaign_name":"Tech Product Launch","budget":10000,"spent":10000,
            "performance":{"impressions":25000,"clicks":500,"conversions":45,"ctr":2.0,"average_cpb":20.0}}
            """),
        Cue("account.billing", """{"invoice":"in-1"}"""),
        _click with { What = "ad.click, sent again", IsHandled = false },
        Cue("ad.click", "{}", "forged") with { What = "ad.click, forged", ExpectedStatus = 401, IsHandled = false, IsAuthentic = false },
        Cue("ad.shared", """{"ad_id":"ad-123"}""") with { What = "ad.shared, unknown type" },
        _execution,
        _execution with { What = "execution, sent again", IsHandled = false },
        CueApi("execution, stale", "stale") with { ExpectedStatus = 401, IsHandled = false, Age = TimeSpan.FromMinutes(10) },
        _message,
        CubeConnect("message.received", "wamid.quickstart", """
            "whatsapp_account_id":5,"wa_message_id":"wamid.quickstart","from":"966501234567","sender_name":"Mohammed","type":"text",
            "content":"\u0645\u0631\u062d\u0628\u0627"
            """),
        _message with { What = "message.status_updated, stale", ExpectedStatus = 401, IsHandled = false, Age = TimeSpan.FromMinutes(10) },
        FromBody(AdGemEvent.Provider, "offer.removed", """
            {"type":"offer.removed","timestamp":"2024-07-11T20:26:10.344522Z","data":{"offerId":"1234567894561234567"}}
            """),
        _impression,
        Sori("click", """
            "campaign_id":"campaign-1","campaign_name":"Spring","device_id":"device-1"
            """),
        Sori("click", """
            "campaign_id":"campaign-1","campaign_name":"Spring","device_id":"device-2"
            """) with { What = "click, wrong token", ExpectedStatus = 401, IsHandled = false, IsAuthentic = false },
    ];

    private static Delivery Cue(string type, string data, string? name = null)
    {
        string id = $"evt_quickstart_{name ?? type.Replace('.', '_')}";
        return new Delivery(
            CueEvent.Provider, type, id, $$"""{"id":"{{id}}","type":"{{type}}","created":"2024-01-15T10:30:00Z","data":{{data}},"api_version":"v1"}""");
    }

    private static Delivery CueApi(string what, string id) => new(CueApiEvent.Provider, what, id, $$$"""
        {"attempt":1,"cue_id":"cue_abc123def456","execution_id":"{{{id}}}","name":"daily-sync","payload":{"task":"daily-sync"},
        "scheduled_for":"2026-03-13T09:00:00+00:00"}
        """);

    private static Delivery CubeConnect(string type, string keyEnd, string members) => new(
        CubeConnectEvent.Provider, type, keyEnd, $$"""{"event":"{{type}}","tenant_id":1,"timestamp":"2026-03-10T14:30:00+03:00",{{members}}}""");

    private static Delivery Sori(string type, string members) => FromBody(
        SoriEvent.Provider, type, $$"""{"event_type":"{{type}}","platform":"ios","timestamp":"2024-01-01T12:00:00Z",{{members}}}""");

    private static Delivery FromBody(WebhookProvider provider, string what, string body) =>
        new(provider, what, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), body);
}
