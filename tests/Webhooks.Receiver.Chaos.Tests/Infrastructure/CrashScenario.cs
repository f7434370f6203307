namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>A database, and receivers that are started and killed. Disposing of it ends all.</summary>
internal sealed class CrashScenario : IAsyncDisposable
{
    private const int Seed = 20;

    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly string _folder;
    private readonly RunClock _clock = new();
    private readonly HttpClient _client = new() { Timeout = _limit };
    private readonly List<ReceiverProcess> _receivers = [];

    private CrashScenario(string folder, ChaosDatabase database)
    {
        _folder = folder;
        Database = database;
    }

    public ChaosDatabase Database { get; }

    public static Task<CrashScenario> OnSqliteAsync() => CreateAsync(
        folder => new ChaosDatabase(DatabaseEngine.Sqlite, $"Data Source={Path.Combine(folder, "crash.db")}"));

    public static async Task<CrashScenario> OnPostgreSqlAsync(PostgreSqlFixture server)
    {
        ChaosDatabase database = await server.CreateDatabaseAsync();
        return await CreateAsync(_ => database);
    }

    /// <summary>Gets events of a mode whose handlers succeed at once, of providers with one event in a delivery: crash points are in their way.</summary>
    public ChaosEvent[] GetEvents(HandlingMode mode, int count) =>
    [
        .. Enumerable.Range(0, int.MaxValue).Select(number => ChaosEvent.Create(Seed, number, Database.Engine))
            .Where(e => e.Mode == mode && e.Provider.CreateBatch is null && !e.FailsPermanently && e.HandlerTime < TimeSpan.FromSeconds(1)).Take(count),
    ];

    public async Task<ReceiverProcess> StartAsync(CrashPoint? crashAt = null, string? waitForFile = null)
    {
        string path = Path.Combine(_folder, $"receiver-{_receivers.Count + 1}");
        var settings = new ReceiverSettings(Database, $"{path}.journal", Seed, SenderKind.UntilSuccess) { CrashAt = crashAt, WaitForFile = waitForFile };
        ReceiverProcess receiver = await ReceiverProcess.StartAsync(settings, $"{path}.log", CancellationToken.None);
        _receivers.Add(receiver);
        return receiver;
    }

    /// <summary>Gets the path of a file for which handlers wait until <see cref="File.Create(string)"/>.</summary>
    public string GetFilePath() => Path.Combine(_folder, "go-on");

    /// <returns>The status code; <see cref="Attempt.NoAnswer"/> if the connection was closed.</returns>
    public async Task<int> SendAsync(ReceiverProcess receiver, ChaosEvent sent)
    {
        using HttpRequestMessage request = DeliveryRequest.Create(receiver.Address, sent);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return Attempt.NoAnswer;
        }
    }

    /// <summary>Sends an event as a sender that tries until it gets a 2xx.</summary>
    /// <returns>All answers.</returns>
    public async Task<List<int>> SendUntilAcceptedAsync(ReceiverProcess receiver, ChaosEvent sent)
    {
        List<int> answers = [];
        for (TimeSpan end = _clock.Now + _limit; _clock.Now < end; await Task.Delay(_pause))
        {
            answers.Add(await SendAsync(receiver, sent));
            if (answers[^1] is >= 200 and < 300)
            {
                return answers;
            }
        }

        throw new TimeoutException($"Not accepted within {_limit}: {string.Join(", ", answers)}. {ReadLogs()}");
    }

    /// <summary>Waits for the end of a receiver that is about to kill itself, or was asked to end.</summary>
    public async Task WaitForEndAsync(ReceiverProcess receiver)
    {
        Task ended = receiver.Ended;
        (await Task.WhenAny(ended, Task.Delay(_limit))).Should().BeSameAs(ended, ReadLogs());
    }

    /// <summary>Waits until handlers or stores have come to a step so often.</summary>
    public Task WaitForAsync(JournalEntry entry, int count) => Eventually.Holds(() => Count(entry) >= count, $"{count} times {entry}");

    public int Count(JournalEntry entry) => Journal.ReadAll(_folder).Count(line => line.Entry == entry);

    /// <summary>Waits until the inbox is empty, and asserts what is there: each effect once.</summary>
    /// <param name="events">The events.</param>
    public async Task AssertEachHasOneEffectAsync(params ChaosEvent[] events)
    {
        await AssertInboxBecomesEmptyAsync();
        (await Database.CountEffectsAsync()).Should().BeEquivalentTo(events.ToDictionary(e => e.Number, _ => 1), ReadLogs());
    }

    /// <summary>Asserts how often handlers ran to their end.</summary>
    public async Task AssertHandledAsync(int times)
    {
        await AssertInboxBecomesEmptyAsync();
        Count(JournalEntry.Handled).Should().Be(times, ReadLogs());
    }

    public ValueTask DisposeAsync()
    {
        _receivers.ForEach(receiver => receiver.Dispose());
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<CrashScenario> CreateAsync(Func<string, ChaosDatabase> create)
    {
        string folder = Directory.CreateTempSubdirectory("webhooks-crash-").FullName;
        var scenario = new CrashScenario(folder, create(folder));
        await scenario.Database.CreateEffectsAsync();
        return scenario;
    }

    private async Task AssertInboxBecomesEmptyAsync()
    {
        await using var inbox = new InboxState(Database);
        (await inbox.WaitUntilEmptyAsync(_clock, _limit, CancellationToken.None)).Should().BeNull(ReadLogs());
    }

    private string ReadLogs() => string.Join(Environment.NewLine, Directory.EnumerateFiles(_folder, "*.log").Select(path =>
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return $"{Path.GetFileName(path)}: {reader.ReadToEnd()}";
    }));
}
