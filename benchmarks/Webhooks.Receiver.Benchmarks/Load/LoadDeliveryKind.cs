namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>What a receiver that deduplicates makes of a delivery.</summary>
internal enum LoadDeliveryKind
{
    Forged,
    Accepted,
    Duplicate,
}
