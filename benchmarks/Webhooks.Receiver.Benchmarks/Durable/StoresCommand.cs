using System.CommandLine;

namespace Webhooks.Receiver.Benchmarks.Durable;

/// <summary>Measures the goals of the durable stores, and prints which of them are not met.</summary>
internal static class StoresCommand
{
    private const string PostgreSql = "postgresql";
    private const string Sqlite = "sqlite";

    public static Command Create()
    {
        var engine = new Option<string?>("--engine") { Description = "Measures one engine only." };
        engine.AcceptOnlyFromAmong(PostgreSql, Sqlite);
        var rows = new Option<string?>("--rows") { Description = "Measures only the rows whose name contains this text." };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often the two sides of a row are measured in turn.",
            DefaultValueFactory = _ => StoresSize.Full.Rounds,
        };
        rounds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100)
            {
                result.AddError("--rounds must be 1 to 100.");
            }
        });
        var quick = new Option<bool>("--quick")
        {
            Description = "Does everything once, with little data. Fails if a result is wrong; times show nothing, and no goal counts.",
        };
        var output = new Option<FileInfo?>("--output") { Description = "A file that the table is written to as well, as Markdown." };
        var command = new Command("stores", "Measures the goals of the durable stores on PostgreSQL and SQLite, and exits with 1 if one is not "
            + "met. Starts a PostgreSQL of its own. Needs Debian's packages postgresql and wrk. About 15 minutes.")
        {
            engine, rows, rounds, quick, output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(engine),
            parsed.GetValue(rows),
            parsed.GetValue(quick) ? StoresSize.Quick : StoresSize.Full with { Rounds = parsed.GetValue(rounds) },
            parsed.GetValue(output),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string? engineName, string? filter, StoresSize size, FileInfo? output, CancellationToken cancellationToken)
    {
        bool isQuick = ReferenceEquals(size, StoresSize.Quick);
        List<StoresResult> results = [];
        SqliteTrace.Start(); // before the first connection
        try
        {
            if (engineName is null or PostgreSql)
            {
                await using PostgreSqlEngine engine = await PostgreSqlEngine.StartAsync();
                await MeasureAsync(StoresRows.All(engine, size));
            }

            if (engineName is null or Sqlite)
            {
                await using var engine = new SqliteEngine();
                await MeasureAsync(StoresRows.All(engine, size));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return 1;
        }

        if (results.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No row has '{filter}' in its name.");
            return 1;
        }

        string report = $"{StoresTable.Create(results)}\n\n{StoresTable.Describe(size)}";
        await Console.Out.WriteLineAsync(report);
        if (output is not null)
        {
            await File.WriteAllTextAsync(output.FullName, report + "\n", cancellationToken);
        }

        int shortfalls = results.Count(result => !result.IsMet);
        await Console.Out.WriteLineAsync(isQuick ? $"\n{results.Count} rows returned the right results." : $"\n{results.Count - shortfalls} met, {shortfalls} short.");
        return isQuick || shortfalls == 0 ? 0 : 1;

        async Task MeasureAsync(IEnumerable<StoresRow> all)
        {
            foreach (StoresRow row in all.Where(row => filter is null || row.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            {
                results.Add(await StoresRun.MeasureAsync(row, size.Rounds, Console.Error.WriteLine, cancellationToken));
            }
        }
    }
}
