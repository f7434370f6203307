namespace Webhooks.Receiver.Storage;

/// <summary>What a store says when a delivery's key is claimed.</summary>
public enum IdempotencyClaimStatus
{
    /// <summary>No claim could be taken, for lack of room. The zero value, so that a forgotten answer is a refusal.</summary>
    Unavailable = 0,

    /// <summary>The caller owns the key until its lease ends.</summary>
    Claimed,

    /// <summary>Somebody else owns the key now.</summary>
    InProgress,

    /// <summary>The key was handled before.</summary>
    Completed,
}
