namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>What the other implementations are given to encode in their own way: slashes, and letters beyond ASCII and Latin.</summary>
internal static class ForeignEvents
{
    public const string Text = "caf\u00E9 \u2615 \u0645\u0631\u062D\u0628\u0627 https://example.com/x";

    public static string Of(ProviderUnderTest provider) => provider.Name switch
    {
        "cue" => $$"""{"type":"ad.click","id":"evt_77","created":"2026-03-13T17:51:14Z","data":{"ad_id":"{{Text}}","campaign_id":"c-1","click_id":"k/1"},"z":1,"a":2.5}""",
        "cueapi" => $$"""{"scheduled_for":"2026-03-13T09:00:00+00:00","execution_id":"exec_77","cue_id":"cue_abc123def456","name":"daily/sync","payload":{"note":"{{Text}}","count":3},"attempt":2}""",
        "cueapi-alerts" => $$"""{"alert_type":"outcome_timeout","alert_id":"a/77","severity":"critical","message":"{{Text}}","execution_id":null,"cue_id":"c","created_at":null,"metadata":{"n":1} }""",
        "cueapi-messages" => $$"""{"id":"msg_77","from":{"agent_id":"agt_1","slug":"a@b"},"to":{"agent_id":"agt_2"},"thread_id":"msg_77","body":"{{Text}}","expects_reply":true,"metadata":{} }""",
        "cubeconnect" => $$"""{"event":"message.received","tenant_id":1,"timestamp":"2026-03-10T14:30:00+03:00","whatsapp_account_id":5,"wa_message_id":"wamid.xxx/77","from":"966501234567","sender_name":"Zo\u00EB","type":"text","content":"{{Text}}"}""",
        "adgem" => $$"""{"type":"offer.updated","timestamp":"2024-07-11T20:26:10.344522Z","data":{"offerId":"1234567894561234567","note":"{{Text}}"} }""",
        "adgem-postbacks" => $$"""{"timestamp":1720727170,"request_id":"r/77","data":{"player_id":"{{Text}}","amount":150,"payout":1.5,"conversion_type":"reward"} }""",
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };
}
