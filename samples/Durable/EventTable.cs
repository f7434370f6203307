using Spectre.Console;

namespace Durable;

/// <summary>Shows the rows: again and again in a terminal, otherwise once, at the end.</summary>
internal static class EventTable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    public static async Task ShowAsync(IReadOnlyList<EventRow> rows, Func<Task> refresh, Task work)
    {
        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            while (!work.IsCompleted)
            {
                await refresh();
                await ((Task)work.WaitAsync(_interval)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await refresh();
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            AnsiConsole.Profile.Width = int.MaxValue; // a file has no edge
            AnsiConsole.Write(Create(rows));
            return;
        }

        await AnsiConsole.Live(Create(rows)).StartAsync(async live =>
        {
            while (!work.IsCompleted)
            {
                await refresh();
                live.UpdateTarget(Create(rows));
                await ((Task)work.WaitAsync(_interval)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await refresh();
            live.UpdateTarget(Create(rows));
        });
    }

    private static Table Create(IReadOnlyList<EventRow> rows)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Event", "Handled", "Answers", "Attempts by receiver", "Effects");
        foreach (EventRow row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Id),
                row.IsInBackground ? "in the background" : "before the answer",
                row.Answers,
                row.Attempts,
                row.Effects switch { 0 => "none yet", 1 => "[green]1[/]", var many => $"[red]{many}[/]" });
        }

        return table;
    }
}
