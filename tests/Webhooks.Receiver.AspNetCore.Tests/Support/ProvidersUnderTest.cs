using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>The five providers, and their other surfaces.</summary>
internal static class ProvidersUnderTest
{
    public static ProviderUnderTest Cue { get; } = new ProviderUnderTest<CueEvent>
    {
        Name = "cue",
        Section = "Cue",
        Secret = CueRequest.Secret,
        SignatureHeader = "cue-signature",
        SignaturePrefix = "sha256=",
        Event = (id, word) =>
            $$"""{"id":"{{id}}","type":"ad.click","data":{"ad_id":"{{word}}","campaign_id":"c-1","click_id":"{{word}}"},"{{word}}":"{{word}}"}""",
    };

    public static ProviderUnderTest CueApi { get; } = new ProviderUnderTest<CueApiEvent>
    {
        Name = "cueapi",
        Section = "CueApi",
        Secret = "whsec_0123456789abcdef0123456789abcdef",
        SignatureHeader = "X-CueAPI-Signature",
        SignaturePrefix = "v1=",
        TimestampHeader = "X-CueAPI-Timestamp",
        TimestampText = ProviderUnderTest.UnixSeconds,
        Event = (id, word) =>
            $$"""{"attempt": 1, "cue_id": "cue_{{word}}", "execution_id": "{{id}}", "name": "{{word}}", "payload": {"{{word}}": "{{word}}"}, "scheduled_for": "2026-03-13T09:00:00+00:00"}""",
    };

    public static ProviderUnderTest CubeConnect { get; } = new ProviderUnderTest<CubeConnectEvent>
    {
        Name = "cubeconnect",
        Section = "CubeConnect",
        Secret = "cubeconnect-tests-77c1e0",
        SignatureHeader = "X-Webhook-Signature",
        TimestampHeader = "X-Webhook-Timestamp",
        TimestampText = ProviderUnderTest.Iso8601,
        Event = (id, word) =>
            $$"""{"event":"message.received","tenant_id":1,"timestamp":"2026-03-13T20:51:14+03:00","wa_message_id":"wamid.{{id}}","type":"text","content":"{{word}}","{{word}}":"{{word}}"}""",
    };

    public static ProviderUnderTest AdGem { get; } = new ProviderUnderTest<AdGemEvent>
    {
        Name = "adgem",
        Section = "AdGem",
        Secret = "adgem-tests-4be90a",
        SignatureHeader = "Signature",
        Event = (id, word) =>
            $$"""{"type":"offer.created","timestamp":"2026-03-13T17:51:14.344522Z","data":{"offerId":"{{id}}","{{word}}":"{{word}}"} }""",
    };

    public static ProviderUnderTest CueApiAlerts { get; } = new ProviderUnderTest<CueApiAlert>
    {
        Name = "cueapi-alerts",
        Section = "CueApiAlerts",
        Secret = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        SignatureHeader = "X-CueAPI-Signature",
        SignaturePrefix = "v1=",
        TimestampHeader = "X-CueAPI-Timestamp",
        TimestampText = ProviderUnderTest.UnixSeconds,
        Event = (id, word) =>
            $$"""{"alert_id": "{{id}}", "alert_type": "consecutive_failures", "created_at": null, "cue_id": "{{word}}", "execution_id": "{{word}}", "message": "{{word}}", "metadata": {"{{word}}": "{{word}}"}, "severity": "warning"}""",
    };

    public static ProviderUnderTest CueApiMessages { get; } = new ProviderUnderTest<CueApiMessage>
    {
        Name = "cueapi-messages",
        Section = "CueApiMessages",
        Secret = "whsec_fedcba9876543210fedcba9876543210",
        SignatureHeader = "X-CueAPI-Signature",
        SignaturePrefix = "v1=",
        TimestampHeader = "X-CueAPI-Timestamp",
        TimestampText = ProviderUnderTest.UnixSeconds,
        Event = (id, word) =>
            $$"""{"body": "{{word}}", "from": {"agent_id": "{{word}}", "slug": "{{word}}"}, "id": "{{id}}", "metadata": {"{{word}}": "{{word}}"}, "to": {"agent_id": "{{word}}"}, "{{word}}": 1}""",
    };

    public static ProviderUnderTest AdGemPostbacks { get; } = new ProviderUnderTest<AdGemPostback>
    {
        Name = "adgem-postbacks",
        Section = "AdGemPostbacks",
        Secret = "adgem-postback-key-77",
        SignatureHeader = "Signature",
        Event = (id, word) =>
            $$"""{"request_id":"{{id}}","timestamp":1773424274,"data":{"player_id":"{{word}}","amount":150,"payout":1.5,"{{word}}":"{{word}}"} }""",
    };

    public static ProviderUnderTest Sori { get; } = new ProviderUnderTest<SoriEvent>
    {
        Name = "sori",
        Section = "Sori",
        Secret = "sori-tests-Token-9f3ac1",
        Event = (id, word) =>
            $$"""{"event_type":"click","campaign_id":"{{id}}","campaign_name":"{{word}}","device_id":"{{word}}","platform":"iOS","timestamp":"2026-03-13T17:51:14Z"}""",
    };

    public static IReadOnlyList<ProviderUnderTest> All { get; } = [Cue, CueApi, CueApiAlerts, CueApiMessages, CubeConnect, AdGem, AdGemPostbacks, Sori];

    public static TheoryData<string> Names => [.. All.Select(provider => provider.Name)];

    public static TheoryData<string> SignedNames => [.. All.Where(provider => provider.IsSigned).Select(provider => provider.Name)];

    public static ProviderUnderTest Named(string name) => All.Single(provider => provider.Name == name);
}
