namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>Limits the bytes that one call of a benchmark may allocate after the first. If it allocates more, the run fails.</summary>
/// <param name="bytes">The most bytes.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllocatesAtMostAttribute(long bytes) : Attribute
{
    public long Bytes { get; } = bytes;
}
