using System.Globalization;
using System.Text.RegularExpressions;

namespace Webhooks.Receiver.Benchmarks.Durable;

internal static partial class PgBenchOutput
{
    public static double GetRate(string output) => Failures().Match(output) is { Success: true } failed && failed.Groups[1].Value != "0"
        ? throw new InvalidOperationException($"Transactions of pgbench failed:{Environment.NewLine}{output}")
        : double.Parse(TransactionsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+) \(without initial connection time\)")]
    private static partial Regex TransactionsPerSecond();

    [GeneratedRegex(@"number of failed transactions: (\d+)")]
    private static partial Regex Failures();
}
