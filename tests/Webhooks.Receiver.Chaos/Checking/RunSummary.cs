using Spectre.Console;

namespace Webhooks.Receiver.Chaos;

/// <summary>Prints what happened in a run.</summary>
internal static class RunSummary
{
    private const int Width = 120;

    public static void Print(
        IReadOnlyList<EventRecord> records, HandlerRuns runs, IReadOnlyDictionary<string, int> givenUp, Disturbance disturbance, ReceiverPool pool)
    {
        var table = new Table { Border = TableBorder.Ascii }.AddColumn("what").AddColumn(new TableColumn("count").RightAligned());
        Attempt[] attempts = [.. records.SelectMany(record => record.Attempts)];
        Add(table, "deliveries", records.Count);
        Add(table, "  with several events", records.Count(record => record.Events.Count > 1));
        Add(table, "attempts", attempts.Length);
        foreach (IGrouping<string, Attempt> answers in attempts
            .GroupBy(attempt => Attempt.Describe(attempt.Status)).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Add(table, $"  ended with {answers.Key}", answers.Count());
        }

        Add(table, "receivers killed", disturbance.Kills);
        Add(table, "receivers started", pool.Started);
        Add(table, "database restarted", disturbance.Outages.Count);
        ChaosEvent[] events = [.. records.SelectMany(record => record.Events)];
        foreach (IGrouping<HandlingMode, ChaosEvent> mode in events.GroupBy(e => e.Mode).OrderBy(mode => mode.Key))
        {
            Add(table, $"events {mode.Key}", mode.Count());
            Add(table, "  handlers that ran to their end", mode.Sum(runs.Handled));
            if (mode.Key.IsInTransaction())
            {
                Add(table, "  effects", mode.Sum(runs.Effects));
            }
        }

        Add(table, "events that can never be handled", events.Count(e => e.FailsPermanently));
        foreach ((string reason, int count) in givenUp)
        {
            Add(table, $"given up by their senders: {reason}", count);
        }

        AnsiConsole.Profile.Width = Width; // the log of a build has none
        AnsiConsole.Write(table);
    }

    private static void Add(Table table, string what, int count) => table.AddRow(Markup.Escape(what), $"{count}");
}
