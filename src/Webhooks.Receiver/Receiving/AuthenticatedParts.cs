namespace Webhooks.Receiver;

/// <summary>Which parts of a delivery the signature covers; of everything else anybody may be the author.</summary>
[Flags]
public enum AuthenticatedParts
{
    /// <summary>Nothing: the provider does not sign.</summary>
    None = 0,

    /// <summary>The body, and so every member of the event that was read from it.</summary>
    Body = 1,

    /// <summary>What identifies the delivery.</summary>
    Identity = 2,

    /// <summary>The time at which the delivery was signed.</summary>
    Timestamp = 4,
}
