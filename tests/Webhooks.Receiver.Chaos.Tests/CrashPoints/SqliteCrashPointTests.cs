namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>Receivers that share a SQLite file die at each point by SIGKILL, and a second process goes on.</summary>
public sealed class SqliteCrashPointTests : IAsyncLifetime
{
    private CrashScenario _scenario = null!;

    public async Task InitializeAsync() => _scenario = await CrashScenario.OnSqliteAsync();

    public async Task DisposeAsync() => await _scenario.DisposeAsync();

    [Fact]
    public Task Crash_AfterClaim_IsHandledFromARetryAfterTheLease() => CrashCases.AfterClaimAsync(_scenario);

    [Fact]
    public Task Crash_InHandler_LeavesOneEffect() => CrashCases.InHandlerAsync(_scenario);

    [Fact]
    public Task Crash_AfterHandlerBeforeCompletion_LeavesOneEffect() => CrashCases.BeforeCompletionAsync(_scenario);

    [Fact]
    public Task Crash_AfterCompletionBeforeAnswer_MakesTheRetryADuplicate() => CrashCases.AfterCompletionAsync(_scenario);

    [Fact]
    public Task Crash_AfterInboxInsertBeforeAnswer_MakesTheRetryADuplicate() => CrashCases.AfterInboxInsertAsync(_scenario);

    [Fact]
    public Task Crash_InHandlerOfWorker_LeavesOneEffect() => CrashCases.InWorkerAsync(_scenario, CrashPoint.InHandler, handled: 1);

    [Fact]
    public Task Crash_AfterHandlerOfWorkerBeforeCompletion_LeavesOneEffect() =>
        CrashCases.InWorkerAsync(_scenario, CrashPoint.BeforeCompletion, handled: 2);

    [Fact]
    public Task Crash_WhileWorkerHoldsBatch_IsHandledAfterTheLease() => CrashCases.WithBatchAsync(_scenario);

    [Fact]
    public async Task Crash_InGroupCommit_LosesNothingThatWasAnswered()
    {
        ChaosEvent[] sent = _scenario.GetEvents(HandlingMode.BackgroundInTransaction, CrashingInboxStore.GroupSize);
        ReceiverProcess dying = await _scenario.StartAsync(CrashPoint.InGroupCommit);

        int[] answers = await Task.WhenAll(sent.Select(e => _scenario.SendAsync(dying, e)));

        await _scenario.WaitForEndAsync(dying);
        answers.Count(answer => answer != Attempt.NoAnswer).Should().BeLessThan(CrashingBody.CrashingRead);
        await CrashCases.AssertGroupIsNotLostAsync(_scenario, sent, answers);
    }

    /// <summary>A stopped process keeps the lock of the file: others wait in bounded time, and are answered 503.</summary>
    [Fact]
    public async Task Stop_ForLongerThanLeaseInHandler_LeavesOneEffect()
    {
        ChaosEvent sent = _scenario.GetEvents(HandlingMode.InlineInTransaction, 1)[0];
        ReceiverProcess stopped = await _scenario.StartAsync(waitForFile: _scenario.GetFilePath());
        ReceiverProcess other = await _scenario.StartAsync();
        Task<int> first = _scenario.SendAsync(stopped, sent);
        await _scenario.WaitForAsync(JournalEntry.Begun, 1);
        ProcessSignal.Stop(stopped.Id);
        long stoppedAt = Environment.TickCount64;

        await Eventually.Holds(
            async () => await _scenario.SendAsync(other, sent) is 503 or 409 && Environment.TickCount64 - stoppedAt > 2 * LeaseMilliseconds(sent),
            "the end of the lease");
        await File.Create(_scenario.GetFilePath()).DisposeAsync();
        ProcessSignal.Continue(stopped.Id);

        (await first).Should().BeOneOf(200, 503);
        await _scenario.SendUntilAcceptedAsync(other, sent);
        await _scenario.AssertEachHasOneEffectAsync(sent);
    }

    /// <summary>A stopped process keeps the lock of the file: nobody takes its item over, and it is handled when the process goes on.</summary>
    [Fact]
    public Task Stop_ForLongerThanLeaseInHandlerOfWorker_LeavesOneEffect() => CrashCases.StopInWorkerAsync(
        _scenario,
        async (other, sent) =>
        {
            long end = Environment.TickCount64 + (long)(2 * LeaseMilliseconds(sent));
            await Eventually.Holds(
                async () => await _scenario.SendAsync(other, sent) is 503 or 200 && Environment.TickCount64 > end, "the end of the lease");
            _scenario.Count(JournalEntry.Begun).Should().Be(1);
        });

    private static double LeaseMilliseconds(ChaosEvent sent) => sent.Provider.GetLease(SenderKind.UntilSuccess).TotalMilliseconds;
}
