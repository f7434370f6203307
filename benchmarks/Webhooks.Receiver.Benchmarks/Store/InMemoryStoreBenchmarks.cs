using BenchmarkDotNet.Attributes;

namespace Webhooks.Receiver.Benchmarks.Store;

/// <summary>
/// Claims and completes keys in stores of several sizes, from one thread and from eight. Sizes are methods and not parameters,
/// because BenchmarkDotNet compares methods only.
/// </summary>
public class InMemoryStoreBenchmarks : IDisposable
{
    private const int Claims = ClaimRounds.ClaimsPerRound;

    private ClaimRounds _rounds = null!;

    [GlobalSetup(Target = nameof(Keys1Thousand))]
    public void Prepare1Thousand() => _rounds = new ClaimRounds(1_000, threads: 1);

    [GlobalSetup(Target = nameof(Keys100Thousand))]
    public void Prepare100Thousand() => _rounds = new ClaimRounds(100_000, threads: 1);

    [GlobalSetup(Target = nameof(Keys1Million))]
    public void Prepare1Million() => _rounds = new ClaimRounds(1_000_000, threads: 1);

    [GlobalSetup(Target = nameof(Keys1ThousandThreads8))]
    public void Prepare1ThousandThreads8() => _rounds = new ClaimRounds(1_000, threads: 8);

    [GlobalSetup(Target = nameof(Keys100ThousandThreads8))]
    public void Prepare100ThousandThreads8() => _rounds = new ClaimRounds(100_000, threads: 8);

    [GlobalSetup(Target = nameof(Keys1MillionThreads8))]
    public void Prepare1MillionThreads8() => _rounds = new ClaimRounds(1_000_000, threads: 8);

    [GlobalCleanup]
    public void Dispose()
    {
        _rounds.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Claims)]
    public void Keys1Thousand() => _rounds.Run();

    [Benchmark(OperationsPerInvoke = Claims)]
    public void Keys100Thousand() => _rounds.Run();

    [Benchmark(OperationsPerInvoke = Claims)]
    public void Keys1Million() => _rounds.Run();

    [Benchmark(OperationsPerInvoke = Claims)]
    public void Keys1ThousandThreads8() => _rounds.Run();

    [Benchmark(OperationsPerInvoke = Claims)]
    public void Keys100ThousandThreads8() => _rounds.Run();

    [Benchmark(OperationsPerInvoke = Claims)]
    public void Keys1MillionThreads8() => _rounds.Run();
}
