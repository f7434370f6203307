namespace Webhooks.Receiver.Storage;

/// <summary>A store's answer to a claim. <see langword="default"/> is a refusal.</summary>
public readonly record struct IdempotencyClaim
{
    private IdempotencyClaim(IdempotencyClaimStatus status, ClaimToken token, TimeSpan retryAfter)
    {
        Status = status;
        Token = token;
        RetryAfter = retryAfter;
    }

    /// <summary>The key was handled before.</summary>
    public static IdempotencyClaim Completed { get; } = new(IdempotencyClaimStatus.Completed, default, default);

    /// <summary>No claim could be taken, for lack of room.</summary>
    public static IdempotencyClaim Unavailable => default;

    /// <summary>The answer.</summary>
    public IdempotencyClaimStatus Status { get; }

    /// <summary>What the owner renews, completes or releases with; only when <see cref="IdempotencyClaimStatus.Claimed"/>.</summary>
    public ClaimToken Token { get; }

    /// <summary>How long the other owner's lease still runs; only when <see cref="IdempotencyClaimStatus.InProgress"/>.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>The caller owns the key.</summary>
    /// <param name="token">The claim's token; not <see langword="default"/>.</param>
    public static IdempotencyClaim Claimed(ClaimToken token)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(token, default);
        return new IdempotencyClaim(IdempotencyClaimStatus.Claimed, token, default);
    }

    /// <summary>Somebody else owns the key.</summary>
    /// <param name="retryAfter">How long that lease still runs.</param>
    public static IdempotencyClaim InProgress(TimeSpan retryAfter) =>
        new(IdempotencyClaimStatus.InProgress, default, retryAfter > TimeSpan.Zero ? retryAfter : TimeSpan.Zero);
}
