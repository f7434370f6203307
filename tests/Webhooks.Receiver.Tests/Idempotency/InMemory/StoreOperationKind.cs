namespace Webhooks.Receiver.Tests;

internal enum StoreOperationKind
{
    Claim,
    Renew,
    Complete,
    Release,
    Advance,

    /// <summary>The machine's time is set back, which no store may notice.</summary>
    StepWallClock,
}
