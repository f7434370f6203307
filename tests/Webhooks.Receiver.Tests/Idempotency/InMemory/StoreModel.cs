namespace Webhooks.Receiver.Tests;

/// <summary>
/// What a store has to answer, in seconds and with one record per key. Where there is room for all keys it says each answer. In little
/// room it does not say which completed or abandoned keys are forgotten, only that running ones are not, that completed ones are
/// forgotten in the order of completion and counted, and that there is room unless all of it is taken by running ones.
/// </summary>
/// <param name="capacity">The store's; room for all keys if above 16.</param>
internal sealed class StoreModel(int capacity)
{
    private readonly Dictionary<int, Record> _known = [];
    private readonly Dictionary<int, List<ClaimToken>> _tokens = [];
    private readonly HashSet<ClaimToken> _allTokens = [];
    private int _now;
    private int _completions;
    private int _forgottenThrough;
    private int _forgotten;

    /// <returns>How the store's answer differs from the model's; null where it does not.</returns>
    public async Task<string?> FindFaultAsync(StoreOperation operation, IIdempotencyStore store, IdempotencyKey[] keys, ManualTimeProvider clock)
    {
        var time = TimeSpan.FromSeconds(operation.Seconds);
        IdempotencyKey key = keys[operation.Key];
        ClaimToken token = TokenOf(operation);
        switch (operation.Kind)
        {
            case StoreOperationKind.Claim:
                return FindFaultOfClaim(operation, await store.ClaimAsync(key, time, CancellationToken.None));
            case StoreOperationKind.Renew:
                return FindFaultOfOwner(operation, token, await store.RenewAsync(key, token, time, CancellationToken.None));
            case StoreOperationKind.Complete:
                return FindFaultOfOwner(operation, token, await store.CompleteAsync(key, token, time, CancellationToken.None));
            case StoreOperationKind.Release:
                return FindFaultOfOwner(operation, token, await store.ReleaseAsync(key, token, CancellationToken.None));
            case StoreOperationKind.StepWallClock:
                clock.StepWallClock(-time);
                return null;
            default:
                clock.Advance(time);
                _now += operation.Seconds;
                return null;
        }
    }

    /// <returns>What the store's figures have to be and are not; null where they are right.</returns>
    public string? FindFault(InMemoryIdempotencyStore store) =>
        store.Count > capacity ? $"{store.Count} keys are more than the capacity"
        : store.Count < RunningClaims() ? $"{store.Count} keys are fewer than the running claims"
        : store.Evictions < _forgotten ? $"{_forgotten} completed keys were forgotten, but only {store.Evictions} counted"
        : HasRoomForAll && store.Evictions != 0 ? "a key was evicted though there is room"
        : null;

    private bool HasRoomForAll => capacity > 16;

    private string? FindFaultOfClaim(StoreOperation operation, IdempotencyClaim claim)
    {
        Record? record = _known.TryGetValue(operation.Key, out Record? found) && found.EndsAt > _now ? found : null;
        string? fault = claim.Status switch
        {
            IdempotencyClaimStatus.Claimed =>
                claim.Token == default || !_allTokens.Add(claim.Token) ? "the token is not new"
                : record is null ? null
                : FindFaultOfForgetting(record),
            IdempotencyClaimStatus.InProgress =>
                record is not { IsCompleted: false } ? "no claim runs"
                : claim.RetryAfter != TimeSpan.FromSeconds(record.EndsAt - _now)
                    ? $"the lease ends in {record.EndsAt - _now} s, not in {claim.RetryAfter}"
                : null,
            IdempotencyClaimStatus.Completed =>
                record is not { IsCompleted: true } ? "the key is not completed"
                : record.Number <= _forgottenThrough ? "a key that was completed later has been forgotten already"
                : null,
            _ =>
                record is { IsCompleted: false } ? "the claim runs"
                : RunningClaims() < capacity ? "not all of the room is taken by running claims"
                : null,
        };
        if (claim.Status == IdempotencyClaimStatus.Claimed)
        {
            TokensOf(operation.Key).Add(claim.Token);
            _known[operation.Key] = new Record(false, _now + operation.Seconds, 0);
        }

        return fault;
    }

    private string? FindFaultOfForgetting(Record record)
    {
        if (!record.IsCompleted)
        {
            return "the key is claimed, and its lease runs";
        }

        _forgotten++;
        _forgottenThrough = Math.Max(_forgottenThrough, record.Number);
        return HasRoomForAll ? "the key is completed" : null;
    }

    private string? FindFaultOfOwner(StoreOperation operation, ClaimToken token, bool succeeded)
    {
        bool isOwned = _known.TryGetValue(operation.Key, out Record? record) && !record.IsCompleted
            && token != default && operation.Owner == operation.Key && token == TokensOf(operation.Key)[^1];
        bool mayBeForgotten = !HasRoomForAll && record?.EndsAt <= _now;
        if (succeeded && !isOwned)
        {
            return "the token is not the latest of a claim that was not settled";
        }

        if (succeeded)
        {
            Apply(operation);
        }

        return succeeded || !isOwned || mayBeForgotten ? null : "the token is the latest";
    }

    private void Apply(StoreOperation operation)
    {
        if (operation.Kind == StoreOperationKind.Release)
        {
            _known.Remove(operation.Key);
        }
        else
        {
            bool isCompleted = operation.Kind == StoreOperationKind.Complete;
            _known[operation.Key] = new Record(isCompleted, _now + operation.Seconds, isCompleted ? ++_completions : 0);
        }
    }

    private int RunningClaims() => _known.Values.Count(record => !record.IsCompleted && record.EndsAt > _now);

    private ClaimToken TokenOf(StoreOperation operation)
    {
        List<ClaimToken> tokens = TokensOf(operation.Owner);
        return operation.Age < tokens.Count ? tokens[^(operation.Age + 1)] : default;
    }

    private List<ClaimToken> TokensOf(int key)
    {
        if (!_tokens.TryGetValue(key, out List<ClaimToken>? tokens))
        {
            _tokens[key] = tokens = [];
        }

        return tokens;
    }

    /// <param name="IsCompleted">Whether the claim was completed.</param>
    /// <param name="EndsAt">When its lease or its retention ends.</param>
    /// <param name="Number">Its place in the order of completion.</param>
    private sealed record Record(bool IsCompleted, int EndsAt, int Number);
}
