using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Load;

namespace Webhooks.Receiver.Benchmarks.Durable.Rows;

/// <summary>
/// Deliveries over HTTP into the inbox, beside the same row and key without HTTP. The worker handles nothing meanwhile, as if another
/// process did: the baseline only stores too.
/// </summary>
internal static class AcceptRow
{
    private const double PostgreSqlGoal = 1.3;
    private const double SqliteGoal = 2.5;

    /// <summary>About what the receiver stores beside the body.</summary>
    private static readonly byte[] _metadata = [.. Enumerable.Repeat((byte)'m', 100)];

    public static StoresRow Create(StoresEngine engine, StoresSize size) => new(
        $"{engine.Name}: inbox accept over HTTP",
        StoresGoal.RateAtLeast(engine is PostgreSqlEngine ? PostgreSqlGoal : SqliteGoal),
        cancellationToken => PrepareAsync(engine, size, cancellationToken));

    private static async Task<StoresSides> PrepareAsync(StoresEngine engine, StoresSize size, CancellationToken cancellationToken)
    {
        var sides = new StoresSides();
        string database = engine.NewDatabase();
        var idle = new TaskCompletionSource();
        LoadServer server = sides.Use(LoadServer.Inbox(
            builder => engine.AddTo(builder, database), () => idle.Task, options => options.MaxConcurrency = 1));
        await server.StartAsync(cancellationToken);
        sides.Use(new Ending(() => idle.SetResult())); // before the server stops
        int sent = 0;
        sides.Ours = new StoresSide("64 connections", SendAsync);
        sides.Baseline = await CreateBaselineAsync(engine, size, sides, cancellationToken);
        await SendAsync(cancellationToken); // the compiler is busy at first
        return sides;

        Task<double> SendAsync(CancellationToken token)
        {
            int first = sent;
            sent += size.Requests;
            return Wrk.AcceptAsync(server.Address, engine.Folder, first, size.Requests, token);
        }
    }

    private static async Task<StoresSide> CreateBaselineAsync(
        StoresEngine engine, StoresSize size, StoresSides sides, CancellationToken cancellationToken)
    {
        byte[] body = CueDeliveries.Click().Body;
        string database = engine.NewDatabase();
        sides.Use(await StoreHost.StartAsync(engine, database, cancellationToken)); // makes the tables
        if (engine is PostgreSqlEngine server)
        {
            string script = PgBenchScripts.Accept(database, LoadServer.Path, body, _metadata.Length);
            return new StoresSide(
                "pgbench, key and row in one statement, 8 clients", token => server.RunPgBenchAsync(script, size.Time, token));
        }

        BareSqlite bare = sides.Use(await BareSqlite.OpenAsync((SqliteEngine)engine, database, cancellationToken));
        return new StoresSide("one delivery, one commit, in a bare loop", token => bare.AcceptAsync(body, _metadata, size.Time, token));
    }
}
