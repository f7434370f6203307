namespace Webhooks.Receiver.PostgreSql;

/// <summary>An item that waits for its group, or is being written with it.</summary>
internal sealed class GroupItem<TItem, TResult>
{
    private readonly TaskCompletionSource<TResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GroupItem(TItem item, IdempotencyKey key, int size)
    {
        Item = item;
        Key = key;
        Size = size;
        Node = new LinkedListNode<GroupItem<TItem, TResult>>(this);
    }

    public TItem Item { get; }

    public IdempotencyKey Key { get; }

    public int Size { get; }

    /// <summary>The place in the list of waiting items.</summary>
    public LinkedListNode<GroupItem<TItem, TResult>> Node { get; }

    public Task<TResult> Task => _result.Task;

    public void Complete(TResult result) => _result.TrySetResult(result);

    public void Fail(Exception exception) => _result.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => _result.TrySetCanceled(cancellationToken);
}
