using System.Reflection;
using BenchmarkDotNet.Reports;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>What makes a run of BenchmarkDotNet a failure, which leaves the exit code to its caller.</summary>
internal static class RunCheck
{
    public static IEnumerable<string> FailuresOf(Summary summary) =>
    [
        .. summary.ValidationErrors.Where(error => error.IsCritical).Select(error => error.Message),
        .. summary.Reports.Select(FailureOf).OfType<string>(),
    ];

    private static string? FailureOf(BenchmarkReport report)
    {
        if (!report.Success)
        {
            return $"{report.BenchmarkCase.DisplayInfo} failed.";
        }

        var limit = report.BenchmarkCase.Descriptor.WorkloadMethod.GetCustomAttribute<AllocatesAtMostAttribute>();
        return limit is not null && AllocationMeter.BytesOf(report.BenchmarkCase) is var bytes && bytes > limit.Bytes
            ? $"{report.BenchmarkCase.DisplayInfo} allocates {bytes} B; {limit.Bytes} B are allowed."
            : null;
    }
}
