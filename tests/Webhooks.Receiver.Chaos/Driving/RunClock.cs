using System.Diagnostics;

namespace Webhooks.Receiver.Chaos;

/// <summary>The time since the begin of a run.</summary>
internal sealed class RunClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <summary>Waits until a time. Reads the clock once: between two readings of a busy machine the time may pass.</summary>
    public async Task WaitUntilAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        TimeSpan left = time - Now;
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, cancellationToken);
        }
    }

    public void Print(string text) => Console.WriteLine($"{Now.TotalSeconds,6:0.0} s  {text}");
}
