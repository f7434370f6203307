using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>
/// Counts the bytes that a benchmark allocates per call, exactly. BenchmarkDotNet's own column is not exact: it subtracts up to
/// about 8 KiB of a run as its own allocations. With a body of 1 MiB a run has few calls, so this hides an object in each of
/// them.
/// </summary>
internal static class AllocationMeter
{
    private const int Rounds = 3;
    private const int CallsPerRound = 50;

    /// <param name="benchmark">A benchmark that returns nothing, and does all its work on the caller's thread.</param>
    public static long CountBytes(BenchmarkCase benchmark)
    {
        object instance = Prepare(benchmark);
        var call = benchmark.Descriptor.WorkloadMethod.CreateDelegate<Action>(instance);
        call();

        // An allocation that happens once, in the runtime for example, affects one round only.
        return Enumerable.Range(0, Rounds).Min(_ => CountBytesOfRound(call)) / CallsPerRound;
    }

    private static long CountBytesOfRound(Action call)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < CallsPerRound; i++)
        {
            call();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static object Prepare(BenchmarkCase benchmark)
    {
        Type type = benchmark.Descriptor.Type;
        object instance = Activator.CreateInstance(type)!;
        foreach (ParameterInstance parameter in benchmark.Parameters.Items)
        {
            type.GetProperty(parameter.Name)!.SetValue(instance, parameter.Value);
        }

        benchmark.Descriptor.GlobalSetupMethod?.Invoke(instance, parameters: null);
        return instance;
    }
}
