using Webhooks.Receiver.Benchmarks.Deliveries;

namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>A delivery with its kind, which determines the expected answer.</summary>
internal sealed record LoadDelivery(LoadDeliveryKind Kind, PreparedDelivery Prepared)
{
    public static LoadDelivery Accepted(int number) => new(LoadDeliveryKind.Accepted, CueDeliveries.Click(number));

    public static LoadDelivery Duplicate(int number) => new(LoadDeliveryKind.Duplicate, CueDeliveries.Click(number));

    public static LoadDelivery Forged(int number) =>
        new(LoadDeliveryKind.Forged, CueDeliveries.Forged(CueDeliveries.Click(number).Body));
}
