namespace Webhooks.Receiver.Storage;

/// <summary>The kinds of result of claiming a key.</summary>
public enum IdempotencyClaimStatus
{
    /// <summary>The store is full, and the key is not claimed. The zero value: a forgotten answer claims nothing.</summary>
    Unavailable = 0,

    /// <summary>The caller owns the key until its lease ends.</summary>
    Claimed,

    /// <summary>Another running claim owns the key.</summary>
    InProgress,

    /// <summary>The key is completed: its event was handled before.</summary>
    Completed,
}
