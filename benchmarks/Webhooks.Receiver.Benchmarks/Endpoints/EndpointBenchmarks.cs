using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>
/// Measures the whole endpoint without a server. Ours deduplicates and records metrics. The hand-written one does neither, and
/// handles a duplicate as a new event.
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
        _requests = [.. CreateDeliveries(Case).Select(delivery => new PreparedRequest(delivery))];
        _metrics = new MetricsListener();
        _receiver = EndpointUnderTest.Receiver(new InMemoryIdempotencyStore(RememberedKeys), _ => _tracked++);
        _handWritten = EndpointUnderTest.HandWritten(_ => _tracked++);
        await _receiver.SendAsync(NextRequest()); // the original of the duplicates
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

    /// <summary>Accepted deliveries are sent again only after their keys have been evicted.</summary>
    private static PreparedDelivery[] CreateDeliveries(EndpointCase endpointCase) => endpointCase switch
    {
        EndpointCase.Accepted => CueDeliveries.Clicks(2 * RememberedKeys),
        EndpointCase.Forged => [CueDeliveries.Forged(CueDeliveries.Click().Body)],
        EndpointCase.Duplicate => [CueDeliveries.Click()],
        EndpointCase.ForgedMegabyte => [CueDeliveries.Forged(CueDeliveries.CreateBody(1024 * 1024))],
        _ => throw new ArgumentOutOfRangeException(nameof(endpointCase), endpointCase, message: null),
    };
}
