namespace Webhooks.Receiver.Testing;

/// <summary>Whether a fault occurs before or after the effect of the operation in the store.</summary>
public enum FaultTiming
{
    /// <summary>The request is lost: the store has done nothing when the fault occurs.</summary>
    BeforeEffect = 0,

    /// <summary>The answer is lost: the operation has had its effect in the store when the fault occurs.</summary>
    AfterEffect,
}
