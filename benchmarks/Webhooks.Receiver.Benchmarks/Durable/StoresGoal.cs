namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>What a row has to reach.</summary>
/// <param name="Text">The goal in words.</param>
/// <param name="IsMet">Whether a result reaches it.</param>
internal sealed record StoresGoal(string Text, Func<double, bool> IsMet)
{
    /// <summary>No goal: the result, of times, is reported.</summary>
    public static StoresGoal Reported { get; } = new("reported", _ => true) { ComparesTimes = true, IsReported = true };

    public bool IsReported { get; private init; }

    /// <summary>Whether a row compares times, and not rates.</summary>
    public bool ComparesTimes { get; private init; }

    public static StoresGoal RateAtLeast(double ratio) =>
        new(FormattableString.Invariant($"≥ {ratio:0.0} of its rate"), value => value >= ratio);

    public static StoresGoal TimeAtMost(double ratio) =>
        new(FormattableString.Invariant($"≤ {ratio:0.00} of its time"), value => value <= ratio) { ComparesTimes = true };

    public static StoresGoal AtLeast(double rate) => new(FormattableString.Invariant($"≥ {rate:#,0}/s"), value => value >= rate);

    public static StoresGoal AtMost(double value, string unit) =>
        new(FormattableString.Invariant($"≤ {value:0.##} {unit}"), measured => measured <= value);
}
