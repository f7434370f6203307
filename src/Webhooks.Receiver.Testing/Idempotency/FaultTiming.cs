namespace Webhooks.Receiver.Testing;

/// <summary>Whether a fault strikes before or after the store has done what it was asked.</summary>
public enum FaultTiming
{
    /// <summary>The request is lost: the store has done nothing when the fault strikes.</summary>
    BeforeEffect = 0,

    /// <summary>The answer is lost: the store has done it when the fault strikes.</summary>
    AfterEffect,
}
