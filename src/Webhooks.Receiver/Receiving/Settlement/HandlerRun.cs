namespace Webhooks.Receiver;

/// <summary>One run of a handler: the token it is given, and why that was cancelled.</summary>
internal sealed class HandlerRun : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly ITimer? _timeout;
    private volatile bool _isClaimLost;

    public HandlerRun(TimeSpan? timeout, TimeProvider timeProvider, CancellationToken shutdown)
    {
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        if (timeout is { } time)
        {
            _timeout = timeProvider.CreateTimer(static run => ((HandlerRun)run!).Cancel(), this, time, Timeout.InfiniteTimeSpan);
        }
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether a renewal found the claim taken.</summary>
    public bool IsClaimLost => _isClaimLost;

    public void LoseClaim()
    {
        _isClaimLost = true;
        Cancel();
    }

    public void Dispose()
    {
        _timeout?.Dispose();
        _cancellation.Dispose();
    }

    private void Cancel()
    {
        try
        {
            _cancellation.Cancel();
        }
        catch (Exception e) when (e is AggregateException or ObjectDisposedException)
        {
            // A callback that the handler registered threw, or the handler has just ended. On a timer's thread either would end
            // the process, and cancelling has done its work.
        }
    }
}
