namespace Webhooks.Receiver.Sqlite;

/// <summary>A write with a result.</summary>
internal sealed class SqliteWrite<T>(Func<SqliteSession, T> body, SqliteFinder<T>? find) : SqliteWrite
{
    // The writer's thread goes on with the next group at once.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override bool IsNewWork => find is not null;

    public override void Execute(SqliteSession session) => _result = body(session);

    public override bool TryAnswer(SqliteDatabase database, bool isStarted)
    {
        if (find is null || !database.TryFind(find, out T? answer) || !(isStarted || TryStart()))
        {
            return false;
        }

        _completion.TrySetResult(answer);
        return true;
    }

    public override void Succeed() => _completion.TrySetResult(_result!);

    public override void Fail(Exception exception) => _completion.TrySetException(exception);

    protected override void SetCancelled(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}
