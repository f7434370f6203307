using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Benchmarks.Parsing;

/// <summary>Parses each published event as its own type, compared with the platform's untyped parsing of the same JSON.</summary>
[GenericTypeArguments(typeof(CueEvent))]
[GenericTypeArguments(typeof(CueApiEvent))]
[GenericTypeArguments(typeof(CubeConnectEvent))]
[GenericTypeArguments(typeof(AdGemEvent))]
[GenericTypeArguments(typeof(SoriEvent))]
public class EventBenchmarks<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    private byte[] _body = [];
    private WebhookHeaders _headers = WebhookHeaders.Empty;

    [ParamsSource(nameof(Payloads))]
    public string Payload { get; set; } = "";

    public IEnumerable<string> Payloads => PublishedPayloads.GetNames(TEvent.Provider);

    [GlobalSetup]
    public void ReadPayload()
    {
        _body = PublishedPayloads.Read(TEvent.Provider, Payload);
        _headers = PublishedPayloads.GetHeaders(Payload);
    }

    [Benchmark(Baseline = true)]
    public void PlatformDocument()
    {
        using JsonDocument document = JsonDocument.Parse(_body);
        Expect.That(document.RootElement.ValueKind == JsonValueKind.Object);
    }

    [Benchmark]
    public void Parse() => Expect.That(WebhookReader<TEvent>.Parse(_body, _headers) is not IUnknownWebhookEvent);
}
