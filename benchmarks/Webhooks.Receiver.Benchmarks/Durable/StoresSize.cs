namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>How much the rows measure.</summary>
/// <param name="Rounds">How often the sides of a row are measured in turn.</param>
/// <param name="Time">How long a side is measured each time.</param>
/// <param name="Requests">The number of requests over HTTP each time.</param>
/// <param name="Items">The number of items that the worker drains each time.</param>
/// <param name="Keys">The number of keys in a large table.</param>
/// <param name="IdleTime">How long an idle instance is observed.</param>
internal sealed record StoresSize(int Rounds, TimeSpan Time, int Requests, int Items, int Keys, TimeSpan IdleTime)
{
    /// <summary>Small: shows that everything works and returns the right results, and nothing about times.</summary>
    public static StoresSize Quick { get; } = new(1, TimeSpan.FromSeconds(0.3), 1_000, 1_000, 20_000, TimeSpan.FromSeconds(1));

    public static StoresSize Full { get; } = new(5, TimeSpan.FromSeconds(3), 40_000, 40_000, 1_000_000, TimeSpan.FromMinutes(1));
}
