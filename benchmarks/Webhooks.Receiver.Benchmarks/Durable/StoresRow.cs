namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>One goal: what is measured, and beside what.</summary>
/// <param name="Name">The name.</param>
/// <param name="Goal">The goal.</param>
/// <param name="PrepareAsync">Fills tables and starts servers, and returns the two sides.</param>
internal sealed record StoresRow(string Name, StoresGoal Goal, Func<CancellationToken, Task<StoresSides>> PrepareAsync)
{
    /// <summary>Whether once is enough: the result is a count, not a time.</summary>
    public bool IsOnce { get; init; }

    /// <summary>The unit of a side's measurements.</summary>
    public string Unit { get; init; } = "/s";
}
