namespace Webhooks.Receiver.Chaos;

/// <summary>Kills and restarts receivers, and the database twice, during the window of a run.</summary>
internal sealed class Disturbance(RunSettings settings, ReceiverPool pool, DatabaseHost database, RunClock clock)
{
    private const double LongestLife = 3;
    private const double LongestPause = 1;
    private const double RestartVariation = 0.1;

    private static readonly double[] _restarts = [0.35, 0.65]; // of the window

    private readonly List<Outage> _outages = [];
    private int _kills;

    public int Kills => _kills;

    /// <summary>When the database was away.</summary>
    public IReadOnlyList<Outage> Outages => _outages;

    /// <summary>Ends after the window, with all processes running.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        [.. Enumerable.Range(0, pool.Count).Select(index => KillAsync(index, cancellationToken)), RestartDatabaseAsync(cancellationToken)]);

    private async Task KillAsync(int index, CancellationToken cancellationToken)
    {
        var random = new Random(unchecked(settings.Seed + index));
        for (; ; )
        {
            var life = TimeSpan.FromSeconds(LongestLife * pool.Count * random.NextDouble());
            if (clock.Now + life >= settings.Window)
            {
                return;
            }

            await Task.Delay(life, cancellationToken);
            await pool.KillAsync(index);
            Interlocked.Increment(ref _kills);
            await Task.Delay(TimeSpan.FromSeconds(LongestPause * random.NextDouble()), cancellationToken);
            await pool.StartAsync(index, cancellationToken);
        }
    }

    private async Task RestartDatabaseAsync(CancellationToken cancellationToken)
    {
        var random = new Random(~settings.Seed);
        foreach (double time in database.HasServer ? _restarts : [])
        {
            await clock.WaitUntilAsync(settings.Window * (time + (RestartVariation * random.NextDouble())), cancellationToken);
            TimeSpan begin = clock.Now;
            await database.RestartAsync();
            _outages.Add(new Outage(begin, clock.Now));
            clock.Print($"PostgreSQL was restarted in immediate mode; it was away for {(clock.Now - begin).TotalSeconds:0.0} s.");
        }
    }
}
