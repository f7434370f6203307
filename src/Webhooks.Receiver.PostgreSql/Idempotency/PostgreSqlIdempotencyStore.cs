using Npgsql;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.PostgreSql;

/// <summary>Keys in a table that any number of processes share. Leases and retention go by the clock of the database server.</summary>
internal sealed class PostgreSqlIdempotencyStore(PostgreSqlCalls calls, PostgreSqlSettings settings) : IIdempotencyStore
{
    private const int MaxTries = 3;

    private readonly string _claim = IdempotencySql.Claim(settings.Schema);
    private readonly string _renew = IdempotencySql.Renew(settings.Schema);
    private readonly string _complete = IdempotencySql.Complete(settings.Schema);
    private readonly string _release = IdempotencySql.Release(settings.Schema);

    /// <inheritdoc/>
    public async ValueTask<IdempotencyClaim> ClaimAsync(IdempotencyKey key, TimeSpan lease, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfDefault(key, nameof(key));
        Arguments.ThrowIfNotPositive(lease, nameof(lease));
        for (int remaining = MaxTries - 1; ; remaining--)
        {
            IdempotencyClaim? claim = await calls.QueryAsync(_claim, [Parameter.Key(key), Parameter.Time(lease)], Read, cancellationToken)
                .ConfigureAwait(false);
            if (claim is not null || remaining == 0)
            {
                return claim ?? IdempotencyClaim.InProgress(TimeSpan.Zero);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfDefault(key, nameof(key));
        Arguments.ThrowIfNotPositive(lease, nameof(lease));
        return await calls.ExecuteAsync(
            _renew, [Parameter.Key(key), Parameter.Number(token.Value), Parameter.Time(lease)], cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> CompleteAsync(IdempotencyKey key, ClaimToken token, TimeSpan retention, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfDefault(key, nameof(key));
        Arguments.ThrowIfNotPositive(retention, nameof(retention));
        return await calls.ExecuteAsync(
            _complete, [Parameter.Key(key), Parameter.Number(token.Value), Parameter.Time(retention)], cancellationToken)
            .ConfigureAwait(false) == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReleaseAsync(IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken)
    {
        Arguments.ThrowIfDefault(key, nameof(key));
        return await calls.ExecuteAsync(_release, [Parameter.Key(key), Parameter.Number(token.Value)], cancellationToken)
            .ConfigureAwait(false) == 1;
    }

    /// <returns>Null if another process changed the key while the statement ran, and the row is one from before that.</returns>
    private static IdempotencyClaim? Read(NpgsqlDataReader? row)
    {
        if (row is null)
        {
            return IdempotencyClaim.InProgress(TimeSpan.Zero); // another process inserted the key while the statement ran
        }

        if (!row.IsDBNull(0))
        {
            return IdempotencyClaim.Claimed(new ClaimToken(row.GetInt64(0)));
        }

        var state = (KeyState)row.GetInt16(1);
        if (state == KeyState.InInbox)
        {
            return IdempotencyClaim.Completed;
        }

        long rest = row.GetInt64(2);
        return rest <= 0 ? null
            : state == KeyState.Completed ? IdempotencyClaim.Completed
            : IdempotencyClaim.InProgress(TimeSpan.FromMicroseconds(rest));
    }
}
