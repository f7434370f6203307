namespace Webhooks.Receiver.Testing.Tests;

/// <summary>The sample payloads of one provider, and a public reader that receives them as an app without ASP.NET does.</summary>
/// <param name="name">The provider's name.</param>
/// <param name="eventTypes">The types that have a payload.</param>
/// <param name="create">Creates the payload of a type, with an id or without.</param>
public abstract class SampleProvider(string name, IReadOnlyList<string> eventTypes, Func<string, string?, byte[]> create)
{
    public const string Secret = "samples-EXAMPLE-ONLY";

    public static IReadOnlyList<SampleProvider> All { get; } =
    [
        new SampleProvider<Cue.CueEvent>(CueSamplePayloads.EventTypes, CueSamplePayloads.Create, new Cue.CueWebhooks(Secret)),
        new SampleProvider<CueApi.CueApiEvent>(CueApiSamplePayloads.EventTypes, CueApiSamplePayloads.Create, new CueApi.CueApiWebhooks(Secret)),
        new SampleProvider<CueApi.CueApiAlert>(CueApiAlertSamplePayloads.EventTypes, CueApiAlertSamplePayloads.Create, new CueApi.CueApiAlertWebhooks(Secret)),
        new SampleProvider<CueApi.CueApiMessage>(
            CueApiMessageSamplePayloads.EventTypes, CueApiMessageSamplePayloads.Create, new CueApi.CueApiMessageWebhooks(Secret)),
        new SampleProvider<CueApi.CueApiSubscriptionEvent>(
            CueApiSubscriptionSamplePayloads.EventTypes, CueApiSubscriptionSamplePayloads.Create, new CueApi.CueApiSubscriptionWebhooks(Secret)),
        new SampleProvider<CueApi.CueApiAuthorization>(
            CueApiAuthorizationSamplePayloads.EventTypes, CueApiAuthorizationSamplePayloads.Create, new CueApi.CueApiAuthorizationWebhooks(Secret)),
        new SampleProvider<CubeConnect.CubeConnectEvent>(
            CubeConnectSamplePayloads.EventTypes, CubeConnectSamplePayloads.Create, new CubeConnect.CubeConnectWebhooks(Secret)),
        new SampleProvider<AdGem.AdGemEvent>(AdGemSamplePayloads.EventTypes, AdGemSamplePayloads.Create, new AdGem.AdGemWebhooks(Secret)),
        new SampleProvider<AdGem.AdGemPostback>(
            AdGemPostbackSamplePayloads.EventTypes, AdGemPostbackSamplePayloads.Create, new AdGem.AdGemPostbackWebhooks(Secret)),
        new SampleProvider<Sori.SoriEvent>(SoriSamplePayloads.EventTypes, SoriSamplePayloads.Create, new Sori.SoriWebhooks(Secret)),
    ];

    public string Name => name;

    public IReadOnlyList<string> EventTypes => eventTypes;

    public byte[] Create(string eventType, string? id = null) => create(eventType, id);

    /// <summary>Signs a payload, or sends it to a URL with the token if the provider does not sign, and reads it.</summary>
    public abstract (WebhookObject? Event, string? Type, IdempotencyKey Key) Receive(byte[] body);

    public override string ToString() => Name;
}
