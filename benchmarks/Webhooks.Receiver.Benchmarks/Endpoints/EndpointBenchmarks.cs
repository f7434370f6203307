using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>
/// The whole endpoint without a server. Ours deduplicates and is listened to; the hand-written one does neither, and so takes a
/// duplicate for a new event.
/// </summary>
public class EndpointBenchmarks : IAsyncDisposable
{
    private const int RememberedKeys = 1_000;

    private PreparedRequest[] _requests = [];
    private MetricsListener _metrics = null!;
    private EndpointUnderTest _receiver = null!;
    private EndpointUnderTest _handWritten = null!;
    private int _status;
    private int _next;
    private int _tracked;

    [ParamsAllValues]
    public EndpointCase Case { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _status = Case is EndpointCase.Accepted or EndpointCase.Duplicate ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        _requests = [.. DeliveriesOf(Case).Select(delivery => new PreparedRequest(delivery))];
        _metrics = new MetricsListener();
        _receiver = EndpointUnderTest.Receiver(new InMemoryIdempotencyStore(RememberedKeys), _ => _tracked++);
        _handWritten = EndpointUnderTest.HandWritten(_ => _tracked++);
        await _receiver.SendAsync(NextRequest()); // a duplicate is one from here on
        Expect.That(_metrics.Measurements > 0);
    }

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _handWritten.DisposeAsync();
        _metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public ValueTask HandWritten() => SendAsync(_handWritten, isTracked: Case is EndpointCase.Accepted or EndpointCase.Duplicate);

    [Benchmark]
    public ValueTask Receiver() => SendAsync(_receiver, isTracked: Case is EndpointCase.Accepted);

    private async ValueTask SendAsync(EndpointUnderTest endpoint, bool isTracked)
    {
        int before = _tracked;
        await endpoint.SendAsync(NextRequest());
        Expect.That(endpoint.StatusCode == _status);
        Expect.That(_tracked - before == (isTracked ? 1 : 0));
    }

    private PreparedRequest NextRequest()
    {
        _next = (_next + 1) % _requests.Length;
        return _requests[_next];
    }

    /// <summary>Accepted ones come round again once their keys are forgotten.</summary>
    private static PreparedDelivery[] DeliveriesOf(EndpointCase endpointCase) => endpointCase switch
    {
        EndpointCase.Accepted => CueDeliveries.Clicks(2 * RememberedKeys),
        EndpointCase.Forged => [CueDeliveries.Forged(CueDeliveries.Click().Body)],
        EndpointCase.Duplicate => [CueDeliveries.Click()],
        EndpointCase.ForgedMegabyte => [CueDeliveries.Forged(CueDeliveries.BodyOf(1024 * 1024))],
        _ => throw new ArgumentOutOfRangeException(nameof(endpointCase), endpointCase, message: null),
    };
}
