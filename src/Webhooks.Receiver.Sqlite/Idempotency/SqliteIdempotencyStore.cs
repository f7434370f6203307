using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>The idempotency store: one row for each key.</summary>
internal sealed class SqliteIdempotencyStore(SqliteDatabase database, SqliteWriter writer, SqliteHandlerTurns turns) : IIdempotencyStore
{
    public ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfUnusable(key, lease, cancellationToken);
        return writer.RunUnlessFullAsync(
            session => KeyTable.Claim(session, key, database.Clock.Now(), lease),
            (SqliteSession session, out IdempotencyClaim claim) => TryFind(session, key, out claim),
            IdempotencyClaim.Unavailable,
            cancellationToken);
    }

    public ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfUnusable(key, lease, cancellationToken);
        return turns.Holds(key, token)
            ? ValueTask.FromResult(true)
            : writer.RunInGroupAsync(
                session => KeyTable.Renew(session, key, token, SqliteClock.Later(database.Clock.Now(), lease)), cancellationToken);
    }

    public ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfUnusable(key, retention, cancellationToken);
        return writer.RunAsync(
            session => KeyTable.Complete(session, key, token, SqliteClock.Later(database.Clock.Now(), retention)), cancellationToken);
    }

    public ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfUnusable(key, cancellationToken);
        return writer.RunAsync(session => KeyTable.Release(session, key, token), cancellationToken);
    }

    private bool TryFind(SqliteSession session, IdempotencyKey key, out IdempotencyClaim claim)
    {
        (int State, TimeSpan TimeLeft)? found = KeyTable.Find(session, key, database.Clock.Now(), turns);
        claim = found switch
        {
            (KeyTable.Claimed, var timeLeft) => IdempotencyClaim.InProgress(timeLeft),
            _ => IdempotencyClaim.Completed,
        };
        return found is not null;
    }
}
