namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>One goal: what is measured, against what, and how good it has to be.</summary>
internal sealed record GateRow(string Name, Contestant Ours)
{
    /// <summary>What ours is compared with; null where only bytes count.</summary>
    public Contestant? Baseline { get; init; }

    /// <summary>The most that ours may cost of the baseline's time; null where time is no goal.</summary>
    public double? TimeGoal { get; init; }

    /// <summary>The most bytes that ours may allocate each time; null where there is no such goal.</summary>
    public double? BytesGoal { get; init; }

    /// <summary>The most bytes that ours may allocate, as a share of the baseline's; null where there is no such goal.</summary>
    public double? BytesRatioGoal { get; init; }

    /// <summary>Whether bytes are a goal.</summary>
    public bool CountsBytes => BytesGoal is not null || BytesRatioGoal is not null;

    /// <summary>Measures bytes where an allocation counter of one thread cannot; null where it can.</summary>
    public Func<double>? MeasureBytes { get; init; }

    /// <summary>Whether nothing may be allocated on the large-object heap, not even the first time.</summary>
    public bool ForbidsLargeObjects { get; init; }
}
