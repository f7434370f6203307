using Webhooks.Receiver.Benchmarks.Gate.Rows;

namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>All goals. Each row is made when its turn comes, so that none measures in the memory of another.</summary>
internal static class GateRows
{
    public static IEnumerable<Func<GateRow>> All() =>
        [.. SignatureRows.All(), .. ReadingRows.All(), .. EndpointRows.All(), .. StoreRows.All()];
}
