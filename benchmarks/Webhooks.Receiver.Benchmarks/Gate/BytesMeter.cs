namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>
/// Counts the bytes that a piece of work allocates each time. Exact: the work runs on this thread, and the runtime counts the
/// bytes that each thread allocates.
/// </summary>
internal static class BytesMeter
{
    private const int Times = 2000;
    private const int Attempts = 5;

    /// <summary>
    /// Returns the lowest of several counts: while the runtime compiles in the background, the same work may allocate a little
    /// more.
    /// </summary>
    public static double Measure(Contestant contestant)
    {
        contestant.Run(Times);
        double least = double.MaxValue;
        for (int i = 0; i < Attempts; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            contestant.Run(Times);
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Times);
        }

        return least;
    }
}
