namespace Webhooks.Receiver.Tests;

/// <summary>One step of a random run.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Key">The number of the key.</param>
/// <param name="Seconds">The lease, the retention, or how much time passes.</param>
/// <param name="Owner">The number of the key whose token is used: nearly always this one's.</param>
/// <param name="Age">Which of the owner's tokens is used: its latest, or one so many claims older.</param>
internal sealed record StoreOperation(StoreOperationKind Kind, int Key, int Seconds, int Owner, int Age)
{
    public override string ToString() => Kind switch
    {
        StoreOperationKind.Advance => $"{Kind} {Seconds} s",
        StoreOperationKind.StepWallClock => $"{Kind} back {Seconds} s",
        StoreOperationKind.Claim => $"{Kind} key {Key} for {Seconds} s",
        _ => $"{Kind} key {Key} with key {Owner}'s token of {Age} claims ago, for {Seconds} s",
    };
}
