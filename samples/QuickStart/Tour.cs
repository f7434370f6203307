using Microsoft.Extensions.Options;
using Webhooks.Receiver;

namespace QuickStart;

/// <summary>Sends a few deliveries to the app over HTTP, and prints the result of each.</summary>
internal static class Tour
{
    private static readonly string[] _headings = ["From", "Sent", "Status", "The handler saw", "As expected"];

    /// <returns>Whether every row is as expected.</returns>
    public static async Task<bool> RunAsync(WebApplication app, HandledEvents events)
    {
        if (GetAddress(app) is not { } address)
        {
            await Console.Error.WriteLineAsync("The app has no HTTP address that the sample can send to.");
            return false;
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var sender = new Sender(client, address, app.Services.GetRequiredService<IOptionsMonitor<WebhookOptions>>());
        List<Row> rows = [];
        foreach (Delivery delivery in Deliveries.All)
        {
            HandledEvent? before = events.Find(delivery.Provider, delivery.KeyEnd);
            int status = await sender.SendAsync(delivery);
            rows.Add(new Row(delivery, status, before, events.Find(delivery.Provider, delivery.KeyEnd)));
        }

        Print(rows);
        return rows.TrueForAll(row => row.IsAsExpected);
    }

    /// <summary>Gets an address of this process that a client can use. "Any address" is written in several ways.</summary>
    private static Uri? GetAddress(WebApplication app) => app.Urls
        .Select(url => url.Replace("//+", "//127.0.0.1", StringComparison.Ordinal).Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
            .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal))
        .OrderBy(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        .Select(url => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) ? address : null)
        .FirstOrDefault(address => address is not null && !address.Host.StartsWith("unix", StringComparison.Ordinal));

    private static void Print(List<Row> rows)
    {
        List<string[]> lines =
        [
            _headings,
            [.. _headings.Select(heading => new string('-', heading.Length))],
            .. rows.Select(row => new[] { row.Delivery.Provider.Name, row.Delivery.What, $"{row.Status}", row.Seen, row.Verdict }),
        ];
        int[] widths = [.. _headings.Select((_, column) => lines.Max(line => line[column].Length))];
        Console.WriteLine();
        foreach (string[] line in lines)
        {
            Console.WriteLine(string.Join("  ", line.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
        }

        Console.WriteLine();
    }
}
