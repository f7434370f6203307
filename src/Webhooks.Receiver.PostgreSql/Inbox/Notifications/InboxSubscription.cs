namespace Webhooks.Receiver.PostgreSql;

/// <summary>Ends a subscription, once.</summary>
internal sealed class InboxSubscription(Func<ValueTask> end) : IAsyncDisposable
{
    private Func<ValueTask>? _end = end;

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _end, null)?.Invoke() ?? ValueTask.CompletedTask;
}
