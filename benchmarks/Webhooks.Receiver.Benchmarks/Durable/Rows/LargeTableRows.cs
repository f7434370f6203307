namespace Webhooks.Receiver.Benchmarks.Durable.Rows;

/// <summary>Claims beside many keys, and while many keys are purged.</summary>
internal static class LargeTableRows
{
    private const int FewKeys = 1_000;

    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    public static StoresRow ManyKeys(StoresEngine engine, StoresSize size) => new(
        $"{engine.Name}: claims beside many completed keys", StoresGoal.TimeAtMost(1.3), async cancellationToken =>
        {
            var sides = new StoresSides();
            sides.Ours = await CreateSideAsync(size.Keys);
            sides.Baseline = await CreateSideAsync(FewKeys);
            await sides.Ours.MeasureAsync(cancellationToken); // the compiler is busy at first, and pages are read from the disk
            return sides;

            async Task<StoresSide> CreateSideAsync(int keys)
            {
                string database = engine.NewDatabase();
                StoreHost host = sides.Use(await StoreHost.StartAsync(engine, database, cancellationToken));
                await engine.FillKeysAsync(database, keys, areExpired: false, cancellationToken);
                return new StoresSide(
                    FormattableString.Invariant($"{keys:#,0} keys"), token => ClaimLoop.ClaimAsync(host.Keys, size.Time, token));
            }
        });

    public static StoresRow Purge(StoresEngine engine, StoresSize size) => new(
        $"{engine.Name}: claims while expired keys are purged", StoresGoal.Reported, async cancellationToken =>
        {
            var sides = new StoresSides();
            var clock = new PurgeClock();
            string database = engine.NewDatabase();
            StoreHost host = sides.Use(await StoreHost.StartAsync(engine, database, cancellationToken, clock));
            await engine.FillKeysAsync(database, size.Keys, areExpired: true, cancellationToken);
            await ClaimLoop.ClaimAsync(host.Keys, size.Time, cancellationToken);
            sides.Baseline = new StoresSide("without", token => ClaimLoop.ClaimAsync(host.Keys, size.Time, token));
            sides.Ours = new StoresSide(FormattableString.Invariant($"{size.Keys:#,0} keys to purge"), MeasureAsync);
            return sides;

            async Task<double> MeasureAsync(CancellationToken token)
            {
                long before = await engine.CountKeysAsync(database, token);
                if (before < size.Keys / 2)
                {
                    await engine.FillKeysAsync(database, size.Keys, areExpired: true, token);
                    before = await engine.CountKeysAsync(database, token);
                }

                clock.IsPurging = true;
                try
                {
                    await WaitForPurgeAsync(before, token);
                    return await ClaimLoop.ClaimAsync(host.Keys, size.Time, token);
                }
                finally
                {
                    clock.IsPurging = false;
                }
            }

            async Task WaitForPurgeAsync(long before, CancellationToken token)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
                limit.CancelAfter(_limit);
                while (await engine.CountKeysAsync(database, limit.Token) == before)
                {
                    await Task.Delay(_pollInterval, limit.Token);
                }
            }
        });
}
