using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>One call of a store, as the code of <see cref="IdempotencyFault.Run"/> sees it. Immutable.</summary>
public sealed class IdempotencyCall
{
    internal IdempotencyCall(
        IdempotencyOperation operation, IdempotencyKey key, ClaimToken token, CancellationToken cancellationToken)
    {
        Operation = operation;
        Key = key;
        Token = token;
        CancellationToken = cancellationToken;
    }

    /// <summary>The operation that is called.</summary>
    public IdempotencyOperation Operation { get; }

    /// <summary>The key that the caller passed.</summary>
    public IdempotencyKey Key { get; }

    /// <summary>
    /// The token that the caller passed. For a claim: the new token, after its effect; <see langword="default"/> before it, and if
    /// the store granted no claim.
    /// </summary>
    public ClaimToken Token { get; }

    /// <summary>The cancellation token that the caller passed.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The same call once the store has answered it.</summary>
    internal IdempotencyCall AnsweredWith<T>(T answer) =>
        answer is IdempotencyClaim claim ? new IdempotencyCall(Operation, Key, claim.Token, CancellationToken) : this;
}
