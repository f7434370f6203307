using System.Text.Json;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>The providers' parsers and readers as targets.</summary>
internal static class FuzzedProviders
{
    public static FuzzedProvider<CueEvent> Cue { get; } = new(ProviderPayloads.Cue, typeof(CueEventTypes))
    {
        Sender = Senders.Cue,
        Reader = new CueWebhooks([Senders.Cue.Secret], new ManualTimeProvider()),
        Identity = (json, _) => StrictJson.Identifies(json.Id("id")),
    };

    public static FuzzedProvider<AdGemEvent> AdGem { get; } = new(ProviderPayloads.AdGem, typeof(AdGemEventTypes))
    {
        Sender = Senders.AdGem,
        Reader = new AdGemWebhooks([Senders.AdGem.Secret], new ManualTimeProvider()),
        Naming = JsonNamingPolicy.CamelCase,
    };

    public static FuzzedProvider<CubeConnectEvent> CubeConnect { get; } = new(ProviderPayloads.CubeConnect, typeof(CubeConnectEventTypes))
    {
        Sender = Senders.CubeConnect,
        Reader = new CubeConnectWebhooks([Senders.CubeConnect.Secret], new ManualTimeProvider()),
        TypeMember = "event",
        Identity = (json, e) => e is IUnknownWebhookEvent || !LacksItsIdentity(json),
    };

    public static FuzzedProvider<CueApiEvent> CueApi { get; } = new(ProviderPayloads.CueApi, types: null)
    {
        Sender = Senders.CueApi,
        Reader = new CueApiWebhooks([Senders.CueApi.Secret], new ManualTimeProvider()),
        TypeMember = null,
        TakesAnyValue = true,
        Identity = (json, _) =>
            json.Has("execution_id") && json.Has("cue_id") && json.Has("payload") && StrictJson.Identifies(json.Id("execution_id")),
    };

    public static FuzzedProvider<CueApiAlert> CueApiAlerts { get; } = new(ProviderPayloads.CueApiAlerts, typeof(CueApiAlertTypes))
    {
        Sender = Senders.CueApi,
        Reader = new CueApiAlertWebhooks([Senders.CueApi.Secret], new ManualTimeProvider()),
        TypeMember = "alert_type",
        Identity = (json, _) => StrictJson.Identifies(json.Id("alert_id")),
    };

    public static FuzzedProvider<CueApiMessage> CueApiMessages { get; } = new(ProviderPayloads.CueApiMessages, types: null)
    {
        Sender = Senders.CueApi,
        Reader = new CueApiMessageWebhooks([Senders.CueApi.Secret], new ManualTimeProvider()),
        TypeMember = null,
        Identity = (json, _) => StrictJson.Identifies(json.Id("id")),
    };

    public static FuzzedProvider<AdGemPostback> AdGemPostbacks { get; } = new(ProviderPayloads.AdGemPostbacks, types: null)
    {
        Sender = Senders.AdGem,
        Reader = new AdGemPostbackWebhooks([Senders.AdGem.Secret], new ManualTimeProvider()),
        TypeMember = null,
        Identity = (json, _) => StrictJson.Identifies(json.Id("request_id")),
    };

    public static FuzzedProvider<SoriEvent> Sori { get; } = new(ProviderPayloads.Sori, typeof(SoriEventTypes))
    {
        Reader = new SoriWebhooks(SoriDelivery.Token),
        TypeMember = "event_type",
    };

    public static IReadOnlyList<IFuzzedProvider> All { get; } = [Cue, AdGem, AdGemPostbacks, CubeConnect, CueApi, CueApiAlerts, CueApiMessages, Sori];

    /// <summary>Whether it is an event that its message's id, or id and status, identify, and one of them cannot.</summary>
    private static bool LacksItsIdentity(StrictJson json) => json.Text("event") switch
    {
        CubeConnectEventTypes.MessageReceived => IsNoIdentity(json, "wa_message_id"),
        CubeConnectEventTypes.MessageStatusUpdated => IsNoIdentity(json, "message_id") || IsNoIdentity(json, "status"),
        _ => false,
    };

    private static bool IsNoIdentity(StrictJson json, string name) => json.Text(name) is { } text && !StrictJson.Identifies(text);
}
