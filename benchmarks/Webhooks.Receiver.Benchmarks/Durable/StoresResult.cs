using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>The measurements of a row, one of each side for each round.</summary>
internal sealed record StoresResult(StoresRow Row, string OursName, string? BaselineName, double[] Ours, double[] Baselines)
{
    /// <summary>For each round ours divided by the baseline, of rates or of times; without a baseline, ours.</summary>
    public double[] Values { get; } = BaselineName is null ? Ours
        : [.. Ours.Zip(Baselines, (ours, baseline) => Row.Goal.ComparesTimes ? baseline / ours : ours / baseline)];

    public double Value => Medians.Get(Values);

    public bool IsMet => Row.Goal.IsMet(Value);
}
