using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Endpoints;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Gate.Rows;

/// <summary>The whole endpoint, beside one that is written by hand and does less.</summary>
internal static class EndpointRows
{
    /// <summary>Few enough to stay in the processor's caches, where a request that has just been read from a socket is too.</summary>
    private const int Clicks = 256;

    private const int LargeBody = 1024 * 1024;

    public static IEnumerable<Func<GateRow>> All() =>
    [
        () => new GateRow("whole endpoint, ad.click", Ours())
        {
            Baseline = HandWritten(),
            TimeGoal = 0.90,
            BytesRatioGoal = 0.80,
        },
        () => new GateRow("whole endpoint, forged 1 MiB", Forged())
        {
            BytesGoal = 2048,
            ForbidsLargeObjects = true,
        },
    ];

    /// <summary>Each event is new: the store has forgotten it by the time that its turn comes again, being full of later ones.</summary>
    private static Contestant Ours()
    {
        int handled = 0;
        var endpoint = EndpointUnderTest.Receiver(new InMemoryIdempotencyStore(Clicks / 2), _ => handled++);
        var metrics = new MetricsListener();
        PreparedRequest[] requests = Requests();
        int number = 0;
        return Contestant.Of("ours", () =>
            endpoint.Send(requests[number++ % Clicks]) == StatusCodes.Status200OK && handled == number && metrics.Measurements >= 2 * number);
    }

    private static Contestant HandWritten()
    {
        int handled = 0;
        var endpoint = EndpointUnderTest.HandWritten(_ => handled++);
        PreparedRequest[] requests = Requests();
        int number = 0;
        return Contestant.Of("hand-written", () =>
            endpoint.Send(requests[number++ % Clicks]) == StatusCodes.Status200OK && handled == number);
    }

    private static Contestant Forged()
    {
        var endpoint = EndpointUnderTest.Receiver(new InMemoryIdempotencyStore(), _ => throw new InvalidOperationException("A forgery was handled."));
        var request = new PreparedRequest(CueDeliveries.Forged(CueDeliveries.BodyOf(LargeBody)));
        return Contestant.Of("forged", () => endpoint.Send(request) == StatusCodes.Status401Unauthorized);
    }

    private static PreparedRequest[] Requests() => [.. CueDeliveries.Clicks(Clicks).Select(delivery => new PreparedRequest(delivery))];
}
