using System.Diagnostics;

namespace Webhooks.Receiver.Tests;

/// <summary>Waits for what other threads and processes do, and fails when they have had far more time than they need.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(1);

    public static Task Holds(Func<bool> condition, string what) => Holds(() => Task.FromResult(condition()), what);

    public static async Task Holds(Func<Task<bool>> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > Limit)
            {
                throw new TimeoutException($"Not within {Limit}: {what}");
            }

            await Task.Delay(_interval);
        }
    }

    /// <summary>Lets time pass until a task ends: in steps, since what ends one wait may begin the next on another thread.</summary>
    public static async Task<T> EndsAsTimePasses<T>(Task<T> task, ManualTimeProvider clock)
    {
        await EndsAsTimePasses((Task)task, clock);
        return await task;
    }

    /// <inheritdoc cref="EndsAsTimePasses{T}"/>
    public static async Task EndsAsTimePasses(Task task, ManualTimeProvider clock)
    {
        await Holds(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(500));
                return task.IsCompleted;
            },
            "the end of a task");
        await task;
    }

    public static Task<T> Ends<T>(ValueTask<T> task) => task.AsTask().WaitAsync(Limit);

    public static Task Ends(Task task) => task.WaitAsync(Limit);
}
