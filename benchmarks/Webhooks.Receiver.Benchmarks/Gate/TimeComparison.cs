namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>The times of two pieces of work, measured together.</summary>
/// <param name="Ratio">The median, over all rounds, of our time divided by the baseline's.</param>
/// <param name="OursNanoseconds">The median of our time, in this run on this machine.</param>
/// <param name="BaselineNanoseconds">The median time of the baseline.</param>
/// <param name="Rounds">The number of rounds.</param>
internal readonly record struct TimeComparison(double Ratio, double OursNanoseconds, double BaselineNanoseconds, int Rounds);
