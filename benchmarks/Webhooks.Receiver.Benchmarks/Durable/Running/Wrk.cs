using System.Globalization;
using System.Text.RegularExpressions;
using Webhooks.Receiver.Benchmarks.Load;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Sends deliveries with wrk, each of them once.</summary>
internal static partial class Wrk
{
    private const int Connections = 64;
    private const int MaxSeconds = 60;

    /// <param name="address">The endpoint.</param>
    /// <param name="folder">A folder for the list of deliveries.</param>
    /// <param name="first">The number of the first delivery.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many were answered in a second. All answers were 202.</returns>
    public static async Task<double> AcceptAsync(string address, string folder, int first, int count, CancellationToken cancellationToken)
    {
        string list = Path.Combine(folder, "deliveries");
        await using (var output = new FileStream(list, FileMode.Create))
        {
            DeliveriesCommand.Write(LoadDelivery.Accepted, first, count, output);
        }

        string answer = await Programs.RunAsync(
            "wrk",
            [
                "--threads", "1", "--connections", $"{Connections}", "--duration", $"{MaxSeconds}s",
                "--script", Path.Combine(AppContext.BaseDirectory, "deliveries.lua"), address, "--", list, "0", $"{count}",
            ],
            cancellationToken);
        if (!answer.Contains($"Answers 202:{count}\n", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Not all of {count} deliveries were answered with 202:{Environment.NewLine}{answer}");
        }

        return double.Parse(RequestsPerSecond().Match(answer).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
