namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Something that happens once; waiting for it is bounded.</summary>
internal sealed class Signal
{
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsSet => _source.Task.IsCompleted;

    public void Set() => _source.TrySetResult();

    public Task WaitAsync() => _source.Task.WaitAsync(Eventually.Limit);

    public Task WaitAsync(CancellationToken cancellationToken) => _source.Task.WaitAsync(Eventually.Limit, cancellationToken);
}
