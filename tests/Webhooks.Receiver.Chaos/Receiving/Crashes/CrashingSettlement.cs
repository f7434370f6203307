using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Chaos;

internal sealed class CrashingSettlement(IDeliverySettlement settlement, CrashSwitch crash) : IDeliverySettlement
{
    public async ValueTask<SettlementStatus> HandleAndCompleteAsync(ClaimedDelivery delivery, CancellationToken cancellationToken)
    {
        SettlementStatus status = await settlement.HandleAndCompleteAsync(delivery, cancellationToken);
        if (status == SettlementStatus.Completed)
        {
            crash.At(CrashPoint.AfterCompletion);
        }

        return status;
    }
}
