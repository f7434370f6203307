namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>The result of a delivery at a receiver that deduplicates.</summary>
internal enum LoadDeliveryKind
{
    Forged,
    Accepted,
    Duplicate,
}
