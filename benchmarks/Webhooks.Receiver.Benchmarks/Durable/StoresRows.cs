using Webhooks.Receiver.Benchmarks.Durable.Rows;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>All goals of an engine.</summary>
internal static class StoresRows
{
    public static IEnumerable<StoresRow> All(StoresEngine engine, StoresSize size) =>
    [
        engine is PostgreSqlEngine server ? ClaimRows.BesidePgBench(server, size) : ClaimRows.BesideBareCommits((SqliteEngine)engine, size),
        AcceptRow.Create(engine, size),
        WorkerRow.Create(engine, size),
        LargeTableRows.ManyKeys(engine, size),
        LargeTableRows.Purge(engine, size),
        IdleRow.Create(engine, size),
    ];
}
