namespace Webhooks.Receiver.Tests;

/// <summary>A settlement with transactions that does what a test says.</summary>
internal sealed class TestSettlement(Func<ClaimedDelivery, CancellationToken, Task<SettlementStatus>> settle) : IDeliverySettlement
{
    public ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken) =>
        new(settle(delivery, cancellationToken));
}
