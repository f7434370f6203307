using System.Globalization;
using Spectre.Console;

namespace Webhooks.Receiver.Benchmarks.Running;

/// <summary>Formats a table for the terminal and for Markdown.</summary>
internal static class MarkdownTable
{
    private const int Width = 240;

    public static string Create(string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new Table().Border(TableBorder.Markdown).AddColumns(columns);
        foreach (string[] row in rows)
        {
            table.AddRow(row);
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = Width;
        console.Write(table);
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0));
    }
}
