using Webhooks.Receiver.Benchmarks.Load;

namespace Webhooks.Receiver.Benchmarks.Durable.Rows;

/// <summary>The queries of an instance that nobody calls.</summary>
internal static class IdleRow
{
    private const double Seconds = 5;

    private static readonly TimeSpan _start = TimeSpan.FromSeconds(2);

    public static StoresRow Create(StoresEngine engine, StoresSize size) => new(
        $"{engine.Name}: an idle instance", StoresGoal.AtMost(1, "in 5 s"), async cancellationToken =>
        {
            var sides = new StoresSides();
            LoadServer server = sides.Use(LoadServer.Inbox(
                builder => engine.AddTo(builder, engine.NewDatabase()), () => Task.CompletedTask, _ => { }));
            await server.StartAsync(cancellationToken);
            await Task.Delay(_start, cancellationToken);
            sides.Ours = new StoresSide(FormattableString.Invariant($"queries, over {size.IdleTime.TotalSeconds:0} s"), CountAsync);
            return sides;

            async Task<double> CountAsync(CancellationToken token) =>
                await engine.CountQueriesAsync(() => Task.Delay(size.IdleTime, token), token) / size.IdleTime.TotalSeconds * Seconds;
        })
    {
        IsOnce = true,
        Unit = " in 5 s",
    };
}
