using System.Diagnostics;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Waits for a state, or fails when a deadline far beyond what it should take has passed.</summary>
internal static class Poll
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(1);

    /// <summary>Lets time pass until a task ends.</summary>
    public static async Task<T> WhileTimePassesAsync<T>(Webhooks.Receiver.Tests.ManualTimeProvider clock, Task<T> task)
    {
        await UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(500));
                return task.IsCompleted;
            },
            "the answer");
        return await task;
    }

    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var elapsed = Stopwatch.StartNew();
        while (!await condition())
        {
            if (elapsed.Elapsed > Deadline)
            {
                throw new TimeoutException($"Not within {Deadline}: {what}");
            }

            await Task.Delay(_interval);
        }
    }
}
