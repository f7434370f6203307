using BenchmarkDotNet.Attributes;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.HandWritten;
using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Benchmarks.Parsing;

/// <summary>Verifies and parses Cue's <c>ad.click</c>: with the library, and with hand-written code.</summary>
public class SignedClickBenchmarks
{
    private readonly PreparedDelivery _delivery = CueDeliveries.Click();
    private readonly CueWebhooks _webhooks = new(CueDeliveries.Secret);
    private readonly HandWrittenVerifier _verifier = new(CueDeliveries.Secret);

    private string _signature = "";
    private WebhookRequest _request = null!;

    [GlobalSetup]
    public void PrepareRequest()
    {
        _signature = _delivery.Signature;
        _request = new WebhookRequest("POST", "/webhooks/cue", _delivery.WebhookHeaders, _delivery.Body);
    }

    [Benchmark(Baseline = true)]
    public void HandWritten()
    {
        Expect.That(_verifier.IsAuthentic(_delivery.Body, _signature));
        Expect.That(HandWrittenReader.ReadClick(_delivery.Body)?.ClickId is not null);
    }

    /// <summary>A faster baseline, which reads every event as a click.</summary>
    [Benchmark]
    public void HandWrittenForClicksOnly()
    {
        Expect.That(_verifier.IsAuthentic(_delivery.Body, _signature));
        Expect.That(HandWrittenReader.ReadOnlyClick(_delivery.Body)?.ClickId is not null);
    }

    [Benchmark]
    public void VerifyThenParse()
    {
        Expect.That(_webhooks.Verify(_delivery.Body, _signature).IsValid);
        Expect.That(CueWebhooks.Parse(_delivery.Body) is CueAdClick);
    }

    /// <summary>One call that also checks the method, the content type and all headers.</summary>
    [Benchmark]
    public void Read() => Expect.That(_webhooks.Read(_request).Event is CueAdClick);
}
