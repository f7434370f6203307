using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>An operation of <see cref="IIdempotencyStore"/>.</summary>
public enum IdempotencyOperation
{
    /// <summary><see cref="IIdempotencyStore.ClaimAsync"/>.</summary>
    Claim = 0,

    /// <summary><see cref="IIdempotencyStore.RenewAsync"/>.</summary>
    Renew,

    /// <summary><see cref="IIdempotencyStore.CompleteAsync"/>.</summary>
    Complete,

    /// <summary><see cref="IIdempotencyStore.ReleaseAsync"/>.</summary>
    Release,
}
