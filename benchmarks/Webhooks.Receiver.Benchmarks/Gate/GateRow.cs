namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>The work to measure, its baseline, and its goals: limits for time and bytes. A row without a goal is measured to compare with.</summary>
internal sealed record GateRow(string Name, Contestant Ours)
{
    /// <summary>The work to compare with; null if only bytes count.</summary>
    public Contestant? Baseline { get; init; }

    /// <summary>The highest accepted ratio of our time to the baseline's; null if time is not a goal.</summary>
    public double? TimeGoal { get; init; }

    /// <summary>The most bytes that our work may allocate each time; null if there is no such goal.</summary>
    public double? BytesGoal { get; init; }

    /// <summary>The highest accepted ratio of our allocated bytes to the baseline's; null if there is no such goal.</summary>
    public double? BytesRatioGoal { get; init; }

    /// <summary>Whether there is a goal for bytes.</summary>
    public bool CountsBytes => BytesGoal is not null || BytesRatioGoal is not null;

    /// <summary>Whether there is a goal.</summary>
    public bool HasGoal => TimeGoal is not null || CountsBytes;

    /// <summary>Measures the bytes if counting the allocations of one thread is not enough; otherwise null.</summary>
    public Func<double>? MeasureBytes { get; init; }

    /// <summary>Whether allocations on the large-object heap are forbidden, even in the first run.</summary>
    public bool ForbidsLargeObjects { get; init; }
}
