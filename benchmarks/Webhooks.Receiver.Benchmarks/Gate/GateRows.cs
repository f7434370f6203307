using Webhooks.Receiver.Benchmarks.Gate.Rows;

namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>
/// All goals. Each row is created just before it is measured, so that the memory of one does not affect another. The whole
/// endpoint comes first: the compiler optimizes for the calls so far, and in an app these are whole deliveries only.
/// </summary>
internal static class GateRows
{
    public static IEnumerable<Func<GateRow>> All() =>
        [.. EndpointRows.All(), .. ReadingRows.All(), .. SignatureRows.All(), .. CatalogRows.All(), .. StoreRows.All()];
}
