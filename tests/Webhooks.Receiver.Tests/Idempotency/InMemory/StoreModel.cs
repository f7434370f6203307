namespace Webhooks.Receiver.Tests;

/// <summary>
/// What a store has to answer, in seconds and with one record per key. In little room it does not say which completed or
/// abandoned keys are forgotten, only that running ones are not, and that there is room unless all of it is taken by them.
/// </summary>
internal sealed class StoreModel(int capacity)
{
    private readonly Dictionary<int, (bool IsCompleted, int EndsAt)> _known = [];
    private readonly Dictionary<int, List<ClaimToken>> _tokens = [];
    private int _now;

    public async Task<bool> AgreesAsync(
        StoreOperation operation, InMemoryIdempotencyStore store, IdempotencyKey[] keys, ManualTimeProvider clock)
    {
        var time = TimeSpan.FromSeconds(operation.Seconds);
        IdempotencyKey key = keys[operation.Key];
        ClaimToken token = TokenOf(operation);
        switch (operation.Kind)
        {
            case StoreOperationKind.Claim:
                return AgreesOnClaim(operation, await store.ClaimAsync(key, time, CancellationToken.None));
            case StoreOperationKind.Renew:
                return AgreesOnOwner(operation, token, await store.RenewAsync(key, token, time, CancellationToken.None));
            case StoreOperationKind.Complete:
                return AgreesOnOwner(operation, token, await store.CompleteAsync(key, token, time, CancellationToken.None));
            case StoreOperationKind.Release:
                return AgreesOnOwner(operation, token, await store.ReleaseAsync(key, token, CancellationToken.None));
            default:
                clock.Advance(time);
                _now += operation.Seconds;
                return true;
        }
    }

    private bool HasRoomForAll => capacity > 10;

    private bool AgreesOnClaim(StoreOperation operation, IdempotencyClaim claim)
    {
        bool isKnown = _known.TryGetValue(operation.Key, out var record) && record.EndsAt > _now;
        bool isTaken = claim.Status == IdempotencyClaimStatus.Claimed;
        bool isRight = claim.Status switch
        {
            IdempotencyClaimStatus.Claimed => IsNew(claim.Token) && (!isKnown || (record.IsCompleted && !HasRoomForAll)),
            IdempotencyClaimStatus.InProgress =>
                isKnown && !record.IsCompleted && claim.RetryAfter == TimeSpan.FromSeconds(record.EndsAt - _now),
            IdempotencyClaimStatus.Completed => isKnown && record.IsCompleted,
            _ => (!isKnown || record.IsCompleted) && RunningClaims() == capacity,
        };
        if (isTaken)
        {
            TokensOf(operation.Key).Add(claim.Token);
            _known[operation.Key] = (false, _now + operation.Seconds);
        }

        return isRight && RunningClaims() <= capacity;
    }

    private bool AgreesOnOwner(StoreOperation operation, ClaimToken token, bool succeeded)
    {
        bool isOwned = _known.TryGetValue(operation.Key, out var record) && !record.IsCompleted
            && token != default && token == TokensOf(operation.Key)[^1];
        bool mayBeForgotten = !HasRoomForAll && record.EndsAt <= _now;
        if (succeeded)
        {
            Apply(operation);
        }

        return succeeded == isOwned || (!succeeded && mayBeForgotten);
    }

    private void Apply(StoreOperation operation)
    {
        if (operation.Kind == StoreOperationKind.Release)
        {
            _known.Remove(operation.Key);
        }
        else
        {
            _known[operation.Key] = (operation.Kind == StoreOperationKind.Complete, _now + operation.Seconds);
        }
    }

    private int RunningClaims() => _known.Values.Count(record => !record.IsCompleted && record.EndsAt > _now);

    private bool IsNew(ClaimToken token) => token != default && !_tokens.Values.Any(tokens => tokens.Contains(token));

    private ClaimToken TokenOf(StoreOperation operation)
    {
        List<ClaimToken> tokens = TokensOf(operation.Key);
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
}
