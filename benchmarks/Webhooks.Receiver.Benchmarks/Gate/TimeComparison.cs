namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>What two pieces of work cost beside each other.</summary>
/// <param name="Ratio">The median over all rounds of ours by the baseline's.</param>
/// <param name="OursNanoseconds">The median time of ours, in this run on this machine.</param>
/// <param name="BaselineNanoseconds">The median time of the baseline.</param>
/// <param name="Rounds">How many rounds there were.</param>
internal readonly record struct TimeComparison(double Ratio, double OursNanoseconds, double BaselineNanoseconds, int Rounds);
