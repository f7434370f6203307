using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Endpoints;
using Webhooks.Receiver.Benchmarks.Store;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Benchmarks.Gate.Rows;

/// <summary>The whole endpoint, compared with a hand-written one that does less, and with itself with fewer keys.</summary>
internal static class EndpointRows
{
    /// <summary>Few enough for the processor's caches: a request that has just been read from a socket is there too.</summary>
    private const int Clicks = 256;

    private const int LargeBody = 1024 * 1024;
    private const int FewKeys = 1_000;
    private const int ManyKeys = 1_000_000;

    public static IEnumerable<Func<GateRow>> All() =>
    [
        () => new GateRow("whole endpoint, ad.click", Ours("ours", new InMemoryIdempotencyStore(Clicks / 2)))
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
        ManyLiveKeys,
    ];

    private static GateRow ManyLiveKeys()
    {
        IdempotencyKey[] keys = StoreKeys.Create(2 * ManyKeys);
        return new GateRow("whole endpoint, 1 million live keys", Ours("1 million keys", new FullStore(ManyKeys, keys)))
        {
            Baseline = Ours("1000 keys", new FullStore(FewKeys, keys)),
            TimeGoal = 1.10,
        };
    }

    /// <summary>Measures the endpoint with new events only: a full store evicts each event before it is sent again.</summary>
    private static Contestant Ours(string name, IIdempotencyStore store)
    {
        int handled = 0;
        var endpoint = EndpointUnderTest.Receiver(store, _ => handled++);
        var metrics = new MetricsListener();
        PreparedRequest[] requests = Requests();
        int number = 0;
        return Contestant.Create(name, () =>
            endpoint.Send(requests[number++ % Clicks]) == StatusCodes.Status200OK && handled == number && metrics.Measurements >= 2 * number);
    }

    private static Contestant HandWritten()
    {
        int handled = 0;
        var endpoint = EndpointUnderTest.HandWritten(_ => handled++);
        PreparedRequest[] requests = Requests();
        int number = 0;
        return Contestant.Create("hand-written", () =>
            endpoint.Send(requests[number++ % Clicks]) == StatusCodes.Status200OK && handled == number);
    }

    private static Contestant Forged()
    {
        var endpoint = EndpointUnderTest.Receiver(new InMemoryIdempotencyStore(), _ => throw new InvalidOperationException("A forgery was handled."));
        var request = new PreparedRequest(CueDeliveries.Forged(CueDeliveries.CreateBody(LargeBody)));
        return Contestant.Create("forged", () => endpoint.Send(request) == StatusCodes.Status401Unauthorized);
    }

    private static PreparedRequest[] Requests() => [.. CueDeliveries.Clicks(Clicks).Select(delivery => new PreparedRequest(delivery))];
}
