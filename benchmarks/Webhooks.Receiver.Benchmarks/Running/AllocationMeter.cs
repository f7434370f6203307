using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>
/// Counts the bytes that a benchmark allocates per call, exactly. BenchmarkDotNet's own column is not exact: it takes all that a run
/// allocates up to some 8 KiB for its own doing, which hides an object in each of the few calls that fit into a run over 1 MiB.
/// </summary>
internal static class AllocationMeter
{
    private const int Rounds = 3;
    private const int CallsPerRound = 50;

    /// <param name="benchmark">A benchmark that returns nothing, and does all its work on the caller's thread.</param>
    public static long BytesOf(BenchmarkCase benchmark)
    {
        object instance = Prepare(benchmark);
        var call = benchmark.Descriptor.WorkloadMethod.CreateDelegate<Action>(instance);
        call();

        // What is allocated once, by the runtime too, falls into one round only.
        return Enumerable.Range(0, Rounds).Min(_ => BytesOfRound(call)) / CallsPerRound;
    }

    private static long BytesOfRound(Action call)
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
