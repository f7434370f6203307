using System.CommandLine;

namespace Webhooks.Receiver.Benchmarks.Gate;

/// <summary>Measures the goals, and prints which of them are not met.</summary>
internal static class GateCommand
{
    public static Command Create()
    {
        var bytes = new Option<bool>("--bytes") { Description = "Counts bytes only. They are exact, on any machine." };
        var rows = new Option<string?>("--rows") { Description = "Measures only the rows whose name contains this text." };
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each row is compared with its baseline.",
            DefaultValueFactory = _ => 6,
        };
        var output = new Option<FileInfo?>("--output") { Description = "A file that the table is written to as well." };
        var command = new Command("gate", "Measures each goal against its baseline, and exits with 1 if one is not met.")
        {
            bytes, rows, seconds, output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(rows),
            parsed.GetValue(bytes) ? null : TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetValue(output),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? filter, TimeSpan? time, FileInfo? output, CancellationToken cancellationToken)
    {
        if (time <= TimeSpan.Zero)
        {
            await Console.Error.WriteLineAsync("--seconds has to be above zero.");
            return 1;
        }

        List<GateResult> results = [];
        foreach (Func<GateRow> make in GateRows.All())
        {
            cancellationToken.ThrowIfCancellationRequested();
            GateRow row = make();
            if ((filter is not null && !row.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)) || (time is null && !row.CountsBytes))
            {
                continue;
            }

            await Console.Error.WriteLineAsync($"{row.Name} …");
            results.Add(GateRun.Measure(row, time));
        }

        if (results.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No row has '{filter}' in its name.");
            return 1;
        }

        string table = GateTable.Create(results);
        await Console.Out.WriteLineAsync(table);
        if (output is not null)
        {
            await File.WriteAllTextAsync(output.FullName, table + "\n", cancellationToken);
        }

        int goals = results.Count(result => result.Row.HasGoal);
        int shortfalls = results.Count(result => !result.IsMet);
        await Console.Out.WriteLineAsync($"{goals - shortfalls} met, {shortfalls} short.");
        return shortfalls == 0 ? 0 : 1;
    }
}
