using Npgsql;

namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>Receivers that share a PostgreSQL die at each point by SIGKILL, and a second process goes on.</summary>
public sealed class PostgreSqlCrashPointTests(PostgreSqlFixture server) : IClassFixture<PostgreSqlFixture>
{
    private const int Lock = 4711;

    [PostgreSqlFact]
    public Task Crash_AfterClaim_IsHandledFromARetryAfterTheLease() => RunAsync(CrashCases.AfterClaimAsync);

    [PostgreSqlFact]
    public Task Crash_InHandler_LeavesOneEffect() => RunAsync(CrashCases.InHandlerAsync);

    [PostgreSqlFact]
    public Task Crash_AfterHandlerBeforeCompletion_LeavesOneEffect() => RunAsync(CrashCases.BeforeCompletionAsync);

    [PostgreSqlFact]
    public Task Crash_AfterCompletionBeforeAnswer_MakesTheRetryADuplicate() => RunAsync(CrashCases.AfterCompletionAsync);

    [PostgreSqlFact]
    public Task Crash_AfterInboxInsertBeforeAnswer_MakesTheRetryADuplicate() => RunAsync(CrashCases.AfterInboxInsertAsync);

    [PostgreSqlFact]
    public Task Crash_InHandlerOfWorker_LeavesOneEffect() => RunAsync(scenario => CrashCases.InWorkerAsync(scenario, CrashPoint.InHandler, handled: 1));

    [PostgreSqlFact]
    public Task Crash_AfterHandlerOfWorkerBeforeCompletion_LeavesOneEffect() =>
        RunAsync(scenario => CrashCases.InWorkerAsync(scenario, CrashPoint.BeforeCompletion, handled: 2));

    [PostgreSqlFact]
    public Task Crash_WhileWorkerHoldsBatch_IsHandledAfterTheLease() => RunAsync(CrashCases.WithBatchAsync);

    /// <summary>The server holds a statement that inserts several rows while its client is killed.</summary>
    [PostgreSqlFact]
    public Task Crash_InGroupCommit_LosesNothingThatWasAnswered() => RunAsync(async scenario =>
    {
        ChaosEvent[] sent = scenario.GetEvents(HandlingMode.BackgroundInTransaction, CrashingInboxStore.GroupSize);
        ReceiverProcess dying = await scenario.StartAsync(CrashPoint.InGroupCommit);
        await using var source = NpgsqlDataSource.Create(scenario.Database.ConnectionString);
        await ExecuteAsync(source, $"""
            CREATE FUNCTION hold_groups() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (SELECT count(*) FROM stored) > 1 THEN
                    PERFORM pg_advisory_xact_lock_shared({Lock});
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER hold_groups AFTER INSERT ON webhooks.inbox REFERENCING NEW TABLE AS stored
                FOR EACH STATEMENT EXECUTE FUNCTION hold_groups();
            """);
        await using NpgsqlConnection holder = await source.OpenConnectionAsync();
        await using var hold = new NpgsqlCommand($"SELECT pg_advisory_lock({Lock})", holder);
        await hold.ExecuteNonQueryAsync();

        Task<int[]> sending = Task.WhenAll(sent.Select(e => scenario.SendAsync(dying, e)));
        await Eventually.Holds(
            async () => await ExecuteAsync(source, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") is > 0L,
            "a group that the server holds");
        await dying.KillAsync();
        await holder.CloseAsync();

        int[] answers = await sending;
        await ExecuteAsync(source, "DROP TRIGGER hold_groups ON webhooks.inbox");
        await CrashCases.AssertGroupIsNotLostAsync(scenario, sent, answers);
    });

    /// <summary>The other process takes the event over, and the stopped one finds its claim lost when it wants to commit.</summary>
    [PostgreSqlFact]
    public Task Stop_ForLongerThanLeaseInHandler_LeavesOneEffect() => RunAsync(async scenario =>
    {
        ChaosEvent sent = scenario.GetEvents(HandlingMode.InlineInTransaction, 1)[0];
        ReceiverProcess stopped = await scenario.StartAsync(waitForFile: scenario.GetFilePath());
        ReceiverProcess other = await scenario.StartAsync();
        Task<int> first = scenario.SendAsync(stopped, sent);
        await scenario.WaitForAsync(JournalEntry.Begun, 1);
        ProcessSignal.Stop(stopped.Id);

        List<int> answers = await scenario.SendUntilAcceptedAsync(other, sent);
        await File.Create(scenario.GetFilePath()).DisposeAsync();
        ProcessSignal.Continue(stopped.Id);

        answers.Should().StartWith(409, "the lease was running").And.EndWith(200);
        (await first).Should().Be(503, "its claim is lost");
        scenario.Count(JournalEntry.Begun).Should().Be(2);
        await scenario.AssertEachHasOneEffectAsync(sent);
    });

    /// <summary>The other process takes the item over, and the stopped one may not commit any more.</summary>
    [PostgreSqlFact]
    public Task Stop_ForLongerThanLeaseInHandlerOfWorker_LeavesOneEffect() => RunAsync(scenario => CrashCases.StopInWorkerAsync(
        scenario,
        async (_, sent) =>
        {
            await scenario.WaitForAsync(JournalEntry.Handled, 1);
            await scenario.AssertEachHasOneEffectAsync(sent);
        }));

    private static async Task<object?> ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task RunAsync(Func<CrashScenario, Task> test)
    {
        await using CrashScenario scenario = await CrashScenario.OnPostgreSqlAsync(server);
        await test(scenario);
    }
}
