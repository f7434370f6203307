namespace Webhooks.Receiver.Sqlite;

/// <summary>A write with a result.</summary>
internal sealed class SqliteWrite<T>(Func<SqliteSession, T> body) : SqliteWrite
{
    // The writer's thread goes on with the next group at once.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override void Execute(SqliteSession session) => _result = body(session);

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);

    protected override void SetCancelled(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}
