namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>One side of a row: ours, or the baseline.</summary>
/// <param name="Name">The name of the work.</param>
/// <param name="Run">Does the work the given number of times. Throws if the work fails.</param>
internal sealed record Contestant(string Name, Action<int> Run)
{
    /// <summary>Creates a side from work that returns whether it succeeded.</summary>
    public static Contestant Create(string name, Func<bool> work) => new(name, count =>
    {
        for (int i = 0; i < count; i++)
        {
            if (!work())
            {
                throw new InvalidOperationException($"{name} failed while it was measured.");
            }
        }
    });
}
