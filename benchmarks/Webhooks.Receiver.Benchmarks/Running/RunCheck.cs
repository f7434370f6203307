using System.Reflection;
using BenchmarkDotNet.Reports;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>Finds the failures of a BenchmarkDotNet run. BenchmarkDotNet itself sets no exit code.</summary>
internal static class RunCheck
{
    public static IEnumerable<string> GetFailures(Summary summary) =>
    [
        .. summary.ValidationErrors.Where(error => error.IsCritical).Select(error => error.Message),
        .. summary.Reports.Select(GetFailure).OfType<string>(),
    ];

    private static string? GetFailure(BenchmarkReport report)
    {
        if (!report.Success)
        {
            return $"{report.BenchmarkCase.DisplayInfo} failed.";
        }

        var limit = report.BenchmarkCase.Descriptor.WorkloadMethod.GetCustomAttribute<AllocatesAtMostAttribute>();
        return limit is not null && AllocationMeter.CountBytes(report.BenchmarkCase) is var bytes && bytes > limit.Bytes
            ? $"{report.BenchmarkCase.DisplayInfo} allocates {bytes} B; {limit.Bytes} B are allowed."
            : null;
    }
}
