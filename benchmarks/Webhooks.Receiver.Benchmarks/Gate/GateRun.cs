namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>Measures rows, one after the other.</summary>
internal static class GateRun
{
    /// <param name="row">The row.</param>
    /// <param name="time">How long the two sides are compared; null to count bytes only.</param>
    public static GateResult Measure(GateRow row, TimeSpan? time)
    {
        int? largeObjects = row.ForbidsLargeObjects ? CountLargeObjects(row.Ours) : null; // first, while the pools are empty
        TimeComparison? comparison = time is { } span && row is { Baseline: { } baseline } && (row.TimeGoal is not null || !row.HasGoal)
            ? TimeMeter.Compare(row.Ours, baseline, span)
            : null;
        return new GateResult(row)
        {
            LargeObjects = largeObjects,
            Time = comparison,
            Bytes = row.CountsBytes ? row.MeasureBytes?.Invoke() ?? BytesMeter.Measure(row.Ours) : null,
            BaselineBytes = row.BytesRatioGoal is not null ? BytesMeter.Measure(row.Baseline!) : null,
        };
    }

    private static int CountLargeObjects(Contestant contestant)
    {
        using var counter = new LargeObjectCounter();
        contestant.Run(1);
        contestant.Run(100);
        return counter.Count;
    }
}
