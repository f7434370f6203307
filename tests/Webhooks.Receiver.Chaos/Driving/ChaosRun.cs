namespace Webhooks.Receiver.Chaos;

/// <summary>One run: sends events while processes are killed, then lets everything come to rest, and checks what is there.</summary>
internal sealed class ChaosRun(RunSettings settings, string folder, DatabaseHost database, ReceiverPool pool, RunClock clock)
{
    private const int MaxTries = 20;
    private const int Failed = 500;

    private static readonly TimeSpan _progressInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _drainLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    private readonly Disturbance _disturbance = new(settings, pool, database, clock);

    /// <summary>Makes a run. Its folder is kept if something is wrong.</summary>
    /// <returns>Whether all holds.</returns>
    public static async Task<bool> RunAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("webhooks-chaos-").FullName;
        bool holds = false;
        try
        {
            Console.WriteLine(FormattableString.Invariant(
                $"== {settings.Engine}, {settings.Sender}: {settings.Deliveries} deliveries, {settings.Receivers} receivers, seed {settings.Seed}"));
            await using DatabaseHost database = await DatabaseHost.StartAsync(settings.Engine, folder);
            await database.Database.CreateEffectsAsync();
            using var pool = new ReceiverPool(settings, database.Database, folder);
            await pool.StartAllAsync(cancellationToken);
            holds = await new ChaosRun(settings, folder, database, pool, new RunClock()).RunAsync(cancellationToken);
            return holds;
        }
        finally
        {
            if (holds && !settings.KeepsFolder)
            {
                Directory.Delete(folder, recursive: true);
            }
            else
            {
                Console.WriteLine($"Journals, logs and attempts are kept in {folder}");
            }
        }
    }

    private async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        EventRecord[] records = [.. Enumerable.Range(0, settings.Deliveries).Select(
            number => new EventRecord(ChaosEvent.CreateDelivery(settings.Seed, number, settings.Engine)))];
        using var sender = new DeliverySender(settings, pool, clock);
        await SendAllAsync(records, sender, cancellationToken);

        await File.WriteAllLinesAsync(Path.Combine(folder, "attempts.txt"), records.Select(record => $"{record}"), cancellationToken);
        await using var inbox = new InboxState(database.Database);
        List<Finding> findings = [await DrainAsync(inbox, cancellationToken)];
        HandlerRuns before = await HandlerRuns.ReadAsync(folder, database.Database);
        var checks = new RunChecks(settings, records, _disturbance.Outages);
        findings.AddRange(
        [
            checks.NotAccepted(), checks.AcknowledgedButNotHandled(before), checks.StuckClaims(), checks.HandledAgain(before),
            checks.LostAfterCrash(before),
        ]);
        RunSummary.Print(records, before, checks.CountGivenUp(before), _disturbance, pool);

        clock.Print("Everything runs. Sending each delivery once more: no claim may be left, and nothing may be handled again.");
        HashSet<EventRecord> acknowledged = [.. records.Where(record => record.IsAcknowledged)];
        Dictionary<EventRecord, Attempt> last = await SendOnceMoreAsync(records, sender, cancellationToken);
        findings.Add(await DrainAsync(inbox, cancellationToken));
        HandlerRuns after = await HandlerRuns.ReadAsync(folder, database.Database);
        findings.AddRange(
        [
            checks.NotAcceptedInTheEnd(last), checks.NotDuplicate(acknowledged, last), checks.HandledInTheEnd(acknowledged, before, after),
            checks.NotOnce(after), checks.WronglyDead(await inbox.GetDeadAsync(cancellationToken)),
            new Finding("receivers that ended by themselves", [.. pool.GetFailures()]),
        ]);
        findings.RemoveAll(finding => finding.Where.Count == 0);
        findings.ForEach(Console.WriteLine);
        clock.Print(findings.Count == 0 ? "All holds." : "Not all holds.");
        return findings.Count == 0;
    }

    private async Task SendAllAsync(EventRecord[] records, DeliverySender sender, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Window + settings.Grace);
        IReadOnlyList<(TimeSpan DueAt, EventRecord Record)> plan = SendingPlan.Create(settings, records);
        int ended = 0;
        List<Task> sending = [];
        Task disturbing = _disturbance.RunAsync(cancellationToken);
        using var progress = new Timer(
            _ => clock.Print($"{sending.Count} of {plan.Count} copies sent, {Volatile.Read(ref ended)} delivered or given up, "
                + $"{_disturbance.Kills} kills; attempts: {sender.Answers}"),
            state: null, _progressInterval, _progressInterval);
        var random = new Random(settings.Seed);
        foreach ((TimeSpan dueAt, EventRecord record) in plan)
        {
            await clock.WaitUntilAsync(dueAt, cancellationToken);
            sending.Add(SendAsync(record, new Random(random.Next())));
        }

        await disturbing;
        await Task.WhenAll(sending);

        async Task SendAsync(EventRecord record, Random choices)
        {
            try
            {
                await sender.SendAsync(record, choices, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Out of time: the checks find what that means.
            }

            Interlocked.Increment(ref ended);
        }
    }

    private static async Task<Dictionary<EventRecord, Attempt>> SendOnceMoreAsync(
        EventRecord[] records, DeliverySender sender, CancellationToken cancellationToken)
    {
        Dictionary<EventRecord, Task<Attempt>> sending = records.ToDictionary(record => record, SendAsync);
        await Task.WhenAll(sending.Values);
        return sending.ToDictionary(sent => sent.Key, sent => sent.Value.Result);

        async Task<Attempt> SendAsync(EventRecord record)
        {
            var random = new Random(record.Event.Number);
            Attempt attempt = await sender.SendOnceAsync(record, random, cancellationToken);

            // Handlers still fail sometimes, and may take longer than their sender waits.
            bool isTriedAgain = attempt.Status is Failed or Attempt.TimedOut;
            for (int tries = 1; tries < MaxTries && isTriedAgain && !attempt.IsSuccess; tries++)
            {
                await Task.Delay(_pause, cancellationToken);
                attempt = await sender.SendOnceAsync(record, random, cancellationToken);
            }

            return attempt;
        }
    }

    private async Task<Finding> DrainAsync(InboxState inbox, CancellationToken cancellationToken) => new(
        "the inbox does not become empty", await inbox.WaitUntilEmptyAsync(clock, _drainLimit, cancellationToken) is { } left ? [left] : []);
}
