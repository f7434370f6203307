using System.Diagnostics;

namespace Webhooks.Receiver.Chaos;

/// <summary>The time since the begin of a run.</summary>
internal sealed class RunClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    public void Print(string text) => Console.WriteLine($"{Now.TotalSeconds,6:0.0} s  {text}");
}
