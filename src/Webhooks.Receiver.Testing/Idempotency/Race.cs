namespace Webhooks.Receiver.Testing;

/// <summary>Starts operations at the same moment.</summary>
internal static class Race
{
    /// <summary>
    /// Each contender gets a thread of its own: on a busy pool the first operations would be over before the last began.
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
