namespace Webhooks.Receiver.Benchmarks.Load;

/// <summary>An endless list of deliveries. The n-th delivery depends on n only.</summary>
internal sealed record LoadMix(string Name, Func<int, LoadDelivery> At)
{
    /// <summary>
    /// The distance between an original and its duplicate. It is so large that the original is answered before its duplicate is
    /// sent.
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
