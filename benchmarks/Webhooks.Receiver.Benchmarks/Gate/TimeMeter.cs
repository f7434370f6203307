using System.Diagnostics;
using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>
/// Compares two pieces of work, in turn, in many short rounds. The result is the median of the rounds' ratios: other work on the
/// machine affects both sides of a round, or one round among many.
/// </summary>
internal static class TimeMeter
{
    private static readonly TimeSpan _warmUp = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(1);

    public static TimeComparison Compare(Contestant ours, Contestant baseline, TimeSpan time)
    {
        int oursCount = WarmUp(ours);
        int baselineCount = WarmUp(baseline);
        oursCount = Math.Max(oursCount, WarmUp(ours)); // the compiler was still busy during the first
        List<double> ratios = [];
        List<double> oursTimes = [];
        List<double> baselineTimes = [];
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            bool isOursFirst = ratios.Count % 2 == 0;
            double first = isOursFirst ? Measure(ours, oursCount) : Measure(baseline, baselineCount);
            double second = isOursFirst ? Measure(baseline, baselineCount) : Measure(ours, oursCount);
            (double oursTime, double baselineTime) = isOursFirst ? (first, second) : (second, first);
            oursTimes.Add(oursTime);
            baselineTimes.Add(baselineTime);
            ratios.Add(oursTime / baselineTime);
        }

        return new TimeComparison(Medians.Get(ratios), Medians.Get(oursTimes), Medians.Get(baselineTimes), ratios.Count);
    }

    /// <returns>How many times the work is done in one slice, by the fastest measurement: other work disturbed the slower ones.</returns>
    private static int WarmUp(Contestant contestant)
    {
        int count = 1;
        double fastest = double.MaxValue;
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < _warmUp)
        {
            fastest = Math.Min(fastest, Measure(contestant, count));
            count = (int)Math.Clamp(_slice.TotalNanoseconds / fastest, 1, 1_000_000);
        }

        return count;
    }

    private static double Measure(Contestant contestant, int count)
    {
        long started = Stopwatch.GetTimestamp();
        contestant.Run(count);
        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / count;
    }
}
