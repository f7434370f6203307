namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>The bytes that one call of a benchmark may allocate once it is warm. A run in which it allocates more fails.</summary>
/// <param name="bytes">The most bytes.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllocatesAtMostAttribute(long bytes) : Attribute
{
    public long Bytes { get; } = bytes;
}
