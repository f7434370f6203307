namespace Webhooks.Receiver.Storage;

/// <summary>The result of claiming a key. <see langword="default"/> is <see cref="Unavailable"/>.</summary>
public readonly record struct IdempotencyClaim
{
    private IdempotencyClaim(IdempotencyClaimStatus status, ClaimToken token, TimeSpan retryAfter)
    {
        Status = status;
        Token = token;
        RetryAfter = retryAfter;
    }

    /// <summary>The key is completed: its event was handled before.</summary>
    public static IdempotencyClaim Completed { get; } = new(IdempotencyClaimStatus.Completed, default, default);

    /// <summary>The key could not be claimed, because the store is full.</summary>
    public static IdempotencyClaim Unavailable => default;

    /// <summary>The kind of the result.</summary>
    public IdempotencyClaimStatus Status { get; }

    /// <summary>The claim's token; <see langword="default"/> unless <see cref="IdempotencyClaimStatus.Claimed"/>.</summary>
    public ClaimToken Token { get; }

    /// <summary>The rest of the running lease; zero unless <see cref="IdempotencyClaimStatus.InProgress"/>.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Creates the result for the new owner of the key.</summary>
    /// <param name="token">The claim's token; not <see langword="default"/>.</param>
    public static IdempotencyClaim Claimed(ClaimToken token)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(token, default);
        return new IdempotencyClaim(IdempotencyClaimStatus.Claimed, token, default);
    }

    /// <summary>Creates the result if another claim owns the key.</summary>
    /// <param name="retryAfter">The rest of that claim's lease; zero if negative.</param>
    public static IdempotencyClaim InProgress(TimeSpan retryAfter) =>
        new(IdempotencyClaimStatus.InProgress, default, retryAfter > TimeSpan.Zero ? retryAfter : TimeSpan.Zero);
}
