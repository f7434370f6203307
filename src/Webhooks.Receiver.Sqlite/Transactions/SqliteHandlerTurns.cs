using System.Collections.Concurrent;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// The claims whose handlers have a transaction open. Nobody can take such a claim over, since nobody else can write, and nobody can
/// renew it either: it holds for as long as the transaction.
/// </summary>
internal sealed class SqliteHandlerTurns
{
    private readonly ConcurrentDictionary<ClaimToken, IdempotencyKey> _claims = [];

    public void Add(IdempotencyKey key, ClaimToken token) => _claims[token] = key;

    public void Remove(ClaimToken token) => _claims.TryRemove(token, out _);

    public bool Holds(IdempotencyKey key, ClaimToken token) => _claims.TryGetValue(token, out IdempotencyKey held) && held.Equals(key);
}
