namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>The measurements of a row.</summary>
internal sealed record GateResult(GateRow Row)
{
    public TimeComparison? Time { get; init; }

    public double? Bytes { get; init; }

    public double? BaselineBytes { get; init; }

    public int? LargeObjects { get; init; }

    public bool IsTimeMet => Row.TimeGoal is null || Time is null || Time.Value.Ratio <= Row.TimeGoal;

    public bool AreBytesMet =>
        (Row.BytesGoal is not { } goal || Bytes <= goal)
        && (Row.BytesRatioGoal is not { } ratio || Bytes <= ratio * BaselineBytes)
        && LargeObjects is null or 0;

    public bool IsMet => IsTimeMet && AreBytesMet;
}
