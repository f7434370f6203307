namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Measures a row: both sides in turn, and who comes first alternates.</summary>
internal static class StoresRun
{
    public static async Task<StoresResult> MeasureAsync(StoresRow row, int rounds, Action<string> report, CancellationToken cancellationToken)
    {
        report($"{row.Name}: preparing");
        await using StoresSides sides = await row.PrepareAsync(cancellationToken);
        rounds = row.IsOnce ? 1 : rounds;
        List<double> ours = [];
        List<double> baselines = [];
        for (int round = 1; round <= rounds; round++)
        {
            if (round % 2 == 1)
            {
                ours.Add(await sides.Ours.MeasureAsync(cancellationToken));
            }

            if (sides.Baseline is { } baseline)
            {
                baselines.Add(await baseline.MeasureAsync(cancellationToken));
            }

            if (round % 2 == 0)
            {
                ours.Add(await sides.Ours.MeasureAsync(cancellationToken));
            }

            string beside = baselines.Count == 0 ? "" : FormattableString.Invariant($", beside {baselines[^1]:#,0.##}{row.Unit}");
            report($"{row.Name}: round {round} of {rounds}: " + FormattableString.Invariant($"{ours[^1]:#,0.##}{row.Unit}") + beside);
        }

        return new StoresResult(row, sides.Ours.Name, sides.Baseline?.Name, [.. ours], [.. baselines]);
    }
}
