namespace Webhooks.Receiver.Testing;

/// <summary>Starts operations at the same moment.</summary>
internal static class Race
{
    /// <summary>
    /// Runs each contender on its own thread: on a busy thread pool the first operations could end before the last begin.
    /// </summary>
    public static async Task<T[]> RunAsync<T>(int contenders, Func<int, Task<T>> action)
    {
        using var start = new Barrier(contenders);
        IEnumerable<Task<T>> running = Enumerable.Range(0, contenders).Select(number => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return action(number);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
        return await Task.WhenAll(running);
    }
}
