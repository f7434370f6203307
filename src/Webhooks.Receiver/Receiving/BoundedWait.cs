namespace Webhooks.Receiver;

/// <summary>Waits for user code, such as a store, for a limited time.</summary>
internal static class BoundedWait
{
    /// <exception cref="TimeoutException">The call took longer. It is cancelled, and its later exception is ignored.</exception>
    public static async Task<T> WaitOrCancelAsync<T>(
        this Task<T> call, CancellationTokenSource cancellation, TimeSpan timeout, TimeProvider timeProvider)
    {
        try
        {
            return await call.WaitAsync(timeout, timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _ = ObserveAsync(call); // it may end between the timeout and here
            if (!call.IsCompleted)
            {
                _ = ObserveAsync(cancellation.CancelAsync()); // a callback may throw, or block
            }

            throw;
        }
    }

    private static async Task ObserveAsync(Task call) => await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
