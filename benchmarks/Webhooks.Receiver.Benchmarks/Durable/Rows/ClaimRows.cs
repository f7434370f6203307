namespace Webhooks.Receiver.Benchmarks.Durable.Rows;

/// <summary>Claim and complete, beside the same statements without the package.</summary>
internal static class ClaimRows
{
    public static StoresRow BesidePgBench(PostgreSqlEngine engine, StoresSize size) => new(
        $"{engine.Name}: claim + complete",
        StoresGoal.RateAtLeast(0.6),
        cancellationToken => PrepareAsync(
            engine,
            size,
            _ => Task.FromResult(new StoresSide(
                "pgbench, the same two statements",
                token => engine.RunPgBenchAsync(PgBenchScripts.ClaimAndComplete(engine.FirstDatabase), size.Time, token))),
            cancellationToken));

    public static StoresRow BesideBareCommits(SqliteEngine engine, StoresSize size) => new(
        $"{engine.Name}: claim + complete",
        StoresGoal.TimeAtMost(1.15),
        cancellationToken => PrepareAsync(
            engine,
            size,
            async sides =>
            {
                BareSqlite bare = sides.Use(await BareSqlite.OpenAsync(engine, engine.FirstDatabase, cancellationToken));
                return new StoresSide("two bare commits", token => bare.ClaimAndCompleteAsync(size.Time, token));
            },
            cancellationToken));

    private static async Task<StoresSides> PrepareAsync(
        StoresEngine engine, StoresSize size, Func<StoresSides, Task<StoresSide>> createBaseline, CancellationToken cancellationToken)
    {
        var sides = new StoresSides();
        StoreHost host = sides.Use(await StoreHost.StartAsync(engine, engine.FirstDatabase, cancellationToken));
        sides.Ours = new StoresSide(
            engine.Callers == 1 ? "one caller" : $"{engine.Callers} callers",
            token => ClaimLoop.ClaimAndCompleteAsync(host.Keys, engine.Callers, size.Time, token));
        sides.Baseline = await createBaseline(sides);
        await ClaimLoop.ClaimAndCompleteAsync(host.Keys, engine.Callers, size.Time, cancellationToken); // the compiler is busy at first
        return sides;
    }
}
