namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>An endless list of deliveries: what the n-th of them is depends on n alone.</summary>
internal sealed record LoadMix(string Name, Func<int, LoadDelivery> At)
{
    /// <summary>
    /// A duplicate comes this many deliveries after its original, which so has been answered by then: nobody's claim is in progress.
    /// </summary>
    private const int DuplicateDistance = 10_000;

    public static IReadOnlyList<LoadMix> All { get; } =
    [
        new("accepted", LoadDelivery.Accepted),
        new("forged", LoadDelivery.Forged),
        new("duplicate", n => n < DuplicateDistance ? LoadDelivery.Accepted(n) : LoadDelivery.Duplicate(n % DuplicateDistance)),
        new("mixed", Mixed),
    ];

    /// <summary>Of ten deliveries eight are new, one is a duplicate of a new one, and one is forged.</summary>
    private static LoadDelivery Mixed(int n) => (n % 10) switch
    {
        8 when n > DuplicateDistance => LoadDelivery.Duplicate(n - DuplicateDistance - 1),
        9 => LoadDelivery.Forged(n),
        _ => LoadDelivery.Accepted(n),
    };
}
