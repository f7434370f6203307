using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Durable;

/// <summary>Starts the receivers, sends the events, kills a receiver, and waits until all effects are there.</summary>
internal static class Show
{
    private const int Copies = 2;

    private static readonly TimeSpan _spread = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _checkInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    /// <returns>0 if each effect is there exactly once, otherwise 1.</returns>
    public static async Task<int> RunAsync(string? connectionString, int events, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("webhooks-durable-").FullName;
        try
        {
            Database database = connectionString is null
                ? new Database(Engine.Sqlite, $"Data Source={Path.Combine(folder, "webhooks.db")}")
                : new Database(Engine.PostgreSql, connectionString);
            await database.CreateEffectsAsync(cancellationToken);
            return await RunAsync(database, events, cancellationToken) ? 0 : 1;
        }
        catch (Exception e) when (e is DbException or ArgumentException or InvalidOperationException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(e is DbException or ArgumentException ? $"The database cannot be used: {e.Message}" : e.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> RunAsync(Database database, int events, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_limit);
        string run = RandomNumberGenerator.GetHexString(6, lowercase: true);
        EventRow[] rows = [.. Enumerable.Range(1, events).Select(number => new EventRow($"evt_{run}_{number:D3}", isInBackground: number % 2 == 1))];
        var byId = rows.ToDictionary(row => row.Id);
        string secret = RandomNumberGenerator.GetHexString(32);
        Console.WriteLine($"Starting two receivers on {database.Engine}. Receiver A will be killed while it handles an event.");
        using ReceiverProcess a = await ReceiverProcess.StartAsync("A", database, secret, byId, limit.Token);
        using ReceiverProcess b = await ReceiverProcess.StartAsync("B", database, secret, byId, limit.Token);
        Task sending = SendAsync(rows, secret, [a, b], limit.Token);
        Task handled = WaitForEffectsAsync(Task.WhenAll(sending, KillInTheMiddleAsync(a, rows, sending)), rows, limit.Token);
        await EventTable.ShowAsync(rows, () => CountAsync(database, byId, limit.Token), handled);
        try
        {
            await handled;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"Not all events were handled within {_limit.TotalMinutes:0} minutes.");
        }

        await CountAsync(database, byId, cancellationToken);
        int once = rows.Count(row => row.Effects == 1);
        Console.WriteLine($"{once} of {events} effects are there exactly once, after {Copies} deliveries of each event and the kill of one receiver.");
        return once == events;
    }

    private static async Task SendAsync(EventRow[] rows, string secret, ReceiverProcess[] receivers, CancellationToken cancellationToken)
    {
        using var sender = new Sender(secret, receivers);
        List<Task> sending = [];
        foreach (EventRow row in rows)
        {
            for (int copy = 0; copy < Copies; copy++)
            {
                sending.Add(sender.SendAsync(row, first: copy, cancellationToken));
            }

            await Task.Delay(_spread, cancellationToken);
        }

        await Task.WhenAll(sending);
    }

    /// <summary>Kills a receiver when it begins one of its attempts, after it has made a few.</summary>
    private static async Task KillInTheMiddleAsync(ReceiverProcess receiver, EventRow[] rows, Task sending)
    {
        int attempts = 0;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.OnBegun = () =>
        {
            if (++attempts > rows.Length / 4)
            {
                begun.TrySetResult();
            }
        };
        await Task.WhenAny(begun.Task, sending);
        await receiver.KillAsync();
        Array.ForEach(rows, row => row.EndAttempt(receiver.Name, "killed"));
    }

    private static async Task WaitForEffectsAsync(Task work, EventRow[] rows, CancellationToken cancellationToken)
    {
        await work;
        while (!Array.TrueForAll(rows, row => row.Effects > 0))
        {
            await Task.Delay(_checkInterval, cancellationToken);
        }

        await Task.Delay(_rest, cancellationToken); // longer than a lease: a second effect would come now
    }

    private static async Task CountAsync(Database database, IReadOnlyDictionary<string, EventRow> rows, CancellationToken cancellationToken)
    {
        Dictionary<string, int> effects = await database.CountEffectsAsync(cancellationToken);
        foreach ((string id, EventRow row) in rows)
        {
            row.Effects = effects.GetValueOrDefault(id);
        }
    }
}
