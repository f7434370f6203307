using System.Runtime.InteropServices;
using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Formats results as Markdown.</summary>
internal static class StoresTable
{
    private static readonly string[] _columns = ["row", "ours", "beside", "ours, median", "its median", "goal", "result", "rounds", ""];

    public static string Create(IReadOnlyCollection<StoresResult> results) => MarkdownTable.Create(_columns, results.Select(Cells));

    public static string Describe(StoresSize size) => FormattableString.Invariant($"""
        Medians of {size.Rounds} rounds, in which the two sides are measured in turn; of the results the median of the rounds' ratios. Server, database and load share
        {Environment.ProcessorCount} cores of one machine: a request over HTTP also pays for its Kestrel, its signature and its sender, a statement of pgbench does not.
        PostgreSQL with its default settings (fsync on); SQLite with WAL and synchronous=FULL. {GetProcessor()}, {RuntimeInformation.FrameworkDescription}.
        """);

    private static string[] Cells(StoresResult result)
    {
        bool hasBaseline = result.BaselineName is not null;
        string unit = result.Row.Unit;
        return
        [
            result.Row.Name,
            result.OursName,
            result.BaselineName ?? "",
            Number(Medians.Get(result.Ours)) + unit,
            hasBaseline ? Number(Medians.Get(result.Baselines)) + unit : "",
            result.Row.Goal.Text,
            hasBaseline ? Ratio(result.Value) : "",
            hasBaseline ? $"{Ratio(result.Values.Min())} to {Ratio(result.Values.Max())}"
                : result.Values.Length == 1 ? "" : $"{Number(result.Values.Min())} to {Number(result.Values.Max())}",
            result.Row.Goal.IsReported ? "" : result.IsMet ? "met" : "SHORT",
        ];
    }

    private static string Number(double value) =>
        value >= 100 ? FormattableString.Invariant($"{value:#,0}") : FormattableString.Invariant($"{value:0.##}");

    private static string Ratio(double value) => FormattableString.Invariant($"{value:0.00}");

    private static string GetProcessor() => File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
        : RuntimeInformation.ProcessArchitecture.ToString();
}
