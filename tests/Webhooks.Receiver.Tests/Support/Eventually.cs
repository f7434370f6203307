using System.Diagnostics;

namespace Webhooks.Receiver.Tests;

/// <summary>Waits for what another thread is about to do, within bounds.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(20);

    public static async Task Holds(Func<bool> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            waited.Elapsed.Should().BeLessThan(_limit, "{0} should have happened by now", what);
            await Task.Delay(1);
        }
    }

    public static Task<T> Ends<T>(ValueTask<T> task) => task.AsTask().WaitAsync(_limit);

    public static Task Ends(Task task) => task.WaitAsync(_limit);
}
