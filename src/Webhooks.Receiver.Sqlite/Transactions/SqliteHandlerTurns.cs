using System.Collections.Concurrent;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Sqlite;

/// <summary>
/// The claims whose handlers have a transaction open. Such a claim can be neither taken over nor renewed, since no other
/// connection can write: it holds for as long as the transaction.
/// </summary>
internal sealed class SqliteHandlerTurns
{
    private readonly ConcurrentDictionary<ClaimToken, IdempotencyKey> _claims = [];

    public void Add(IdempotencyKey key, ClaimToken token) => _claims[token] = key;

    public void Remove(ClaimToken token) => _claims.TryRemove(token, out _);

    public bool Holds(IdempotencyKey key, ClaimToken token) => _claims.TryGetValue(token, out IdempotencyKey held) && held.Equals(key);
}
