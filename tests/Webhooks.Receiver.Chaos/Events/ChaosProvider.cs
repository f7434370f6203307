using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Chaos;

/// <summary>A provider: what its sender sends, and when it tries again.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="EventTypes">The types of its sample payloads.</param>
/// <param name="CreateBody">Creates a body of a type with an id.</param>
/// <param name="RetryDelays">The delays of its sender, as its README says; in seconds.</param>
/// <param name="TimeScale">By what delays and lease are divided, so that all of them fit into a run, and no lease is below a second.</param>
/// <param name="CreateBatch">Creates a body with several events, each of a type with an id; null if a delivery brings one event.</param>
internal sealed record ChaosProvider(
    WebhookProvider Provider, IReadOnlyList<string> EventTypes, Func<string, string, byte[]> CreateBody, double[] RetryDelays, double TimeScale,
    Func<IReadOnlyList<(string EventType, string? Id)>, byte[]>? CreateBatch = null)
{
    /// <summary>The secret of each provider, or its URL token.</summary>
    public const string Secret = "a-secret-of-the-chaos-runs";

    private static readonly TimeSpan _shortLease = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<ChaosProvider> All { get; } =
    [
        new(CueEvent.Provider, CueSamplePayloads.EventTypes, (type, id) => CueSamplePayloads.Create(type, id), [1, 4, 16, 64, 256], 10),
        new(CueApiEvent.Provider, CueApiSamplePayloads.EventTypes, (type, id) => CueApiSamplePayloads.Create(type, id), [60, 300], 12),
        new(CueApiSubscriptionEvent.Provider, CueApiSubscriptionSamplePayloads.EventTypes, (type, id) => CueApiSubscriptionSamplePayloads.Create(type, id),
            [.. Enumerable.Repeat(60.0, 20)], 20, events => CueApiSubscriptionSamplePayloads.Batch(events)),
        new(CubeConnectEvent.Provider, CubeConnectSamplePayloads.EventTypes, (type, id) => CubeConnectSamplePayloads.Create(type, id), [10, 10, 10], 6),
        new(AdGemEvent.Provider, AdGemSamplePayloads.EventTypes, (type, id) => AdGemSamplePayloads.Create(type, id), [1, 2, 4], 2),
        new(SoriEvent.Provider, SoriSamplePayloads.EventTypes, (type, id) => SoriSamplePayloads.Create(type, id), [1, 2, 4], 2),
    ];

    public string GetPath(HandlingMode mode) => $"/{mode}/{Provider.Name}";

    /// <summary>Gets the lease of its endpoints. With its own schedule it is the provider's default, scaled as the schedule is.</summary>
    public TimeSpan GetLease(SenderKind sender) => sender == SenderKind.OwnSchedule ? Provider.Sender.DefaultLease / TimeScale : _shortLease;

    /// <summary>Gets the delay after an attempt; null if its sender gives up then.</summary>
    public TimeSpan? GetRetryDelay(int attempt) => attempt <= RetryDelays.Length ? TimeSpan.FromSeconds(RetryDelays[attempt - 1]) / TimeScale : null;
}
