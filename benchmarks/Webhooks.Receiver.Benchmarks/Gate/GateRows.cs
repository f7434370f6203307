using Webhooks.Receiver.Benchmarks.Gate.Rows;

namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>
/// All goals. Each row is made when its turn comes, so that none measures in the memory of another. The whole endpoint comes first:
/// the compiler optimizes for what it has seen, and an app sees whole deliveries only.
/// </summary>
internal static class GateRows
{
    public static IEnumerable<Func<GateRow>> All() =>
        [.. EndpointRows.All(), .. ReadingRows.All(), .. SignatureRows.All(), .. StoreRows.All()];
}
