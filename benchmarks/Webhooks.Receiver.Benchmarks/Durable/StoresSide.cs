namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>One side of a row: ours, or the baseline.</summary>
/// <param name="Name">What it does.</param>
/// <param name="MeasureAsync">Measures it once; returns a rate in a second, or a count. Throws if a result is wrong.</param>
internal sealed record StoresSide(string Name, Func<CancellationToken, Task<double>> MeasureAsync);
