namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>One side of a row: does its work so many times, and throws where the work goes wrong.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Run">Does the work as often as it is told.</param>
internal sealed record Contestant(string Name, Action<int> Run)
{
    /// <summary>Work that answers whether it went right.</summary>
    public static Contestant Of(string name, Func<bool> work) => new(name, count =>
    {
        for (int i = 0; i < count; i++)
        {
            if (!work())
            {
                throw new InvalidOperationException($"{name} did not do what it is measured for.");
            }
        }
    });
}
