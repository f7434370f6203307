namespace Webhooks.Receiver.Storage;

/// <summary>The result of an <see cref="IDeliverySettlement"/>.</summary>
public enum SettlementStatus
{
    /// <summary>The handler did not succeed, and nothing was recorded. The zero value.</summary>
    NotHandled = 0,

    /// <summary>The handler succeeded, but the claim's token was no longer the latest: nothing was recorded.</summary>
    ClaimLost,

    /// <summary>The handler succeeded, and the completion is recorded.</summary>
    Completed,
}
