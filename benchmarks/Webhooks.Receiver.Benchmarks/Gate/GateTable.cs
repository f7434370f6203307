using System.Globalization;
using Webhooks.Receiver.Benchmarks.Running;

namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>Formats results as a table for the terminal and for Markdown.</summary>
internal static class GateTable
{
    private static readonly string[] _columns = ["row", "baseline", "time goal", "time", "ours", "its baseline", "bytes goal", "bytes", ""];

    public static string Create(IEnumerable<GateResult> results) => MarkdownTable.Create(_columns, results.Select(Cells));

    private static string[] Cells(GateResult result)
    {
        GateRow row = result.Row;
        return
        [
            row.Name,
            row.Baseline?.Name ?? "",
            row.TimeGoal is { } goal ? string.Create(CultureInfo.InvariantCulture, $"≤ {goal:0.00}") : "",
            result.Time is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.Ratio:0.000}") : "",
            result.Time is { } ours ? Nanoseconds(ours.OursNanoseconds) : "",
            result.Time is { } baseline ? Nanoseconds(baseline.BaselineNanoseconds) : "",
            BytesGoal(row),
            Bytes(result),
            !row.HasGoal ? "" : result.IsMet ? "met" : "SHORT",
        ];
    }

    private static string BytesGoal(GateRow row)
    {
        string goal = row.BytesGoal is { } bytes ? Invariant($"≤ {bytes:0} B")
            : row.BytesRatioGoal is { } ratio ? Invariant($"≤ {ratio:0.00}")
            : "";
        return row.ForbidsLargeObjects ? $"{goal}, none large" : goal;
    }

    private static string Bytes(GateResult result)
    {
        string bytes = result is { Row.BytesRatioGoal: not null, Bytes: { } some, BaselineBytes: { } baseline }
            ? Invariant($"{some / baseline:0.000} ({some:0} of {baseline:0} B)")
            : result.Bytes is { } all ? Invariant($"{all:0.##} B") : "";
        return result.LargeObjects is { } large ? Invariant($"{bytes}, {large} large") : bytes;
    }

    private static string Nanoseconds(double value) => value switch
    {
        < 10_000 => Invariant($"{value:0} ns"),
        < 10_000_000 => Invariant($"{value / 1000:0.0} µs"),
        _ => Invariant($"{value / 1_000_000:0.0} ms"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
