namespace Webhooks.Receiver.Chaos.Tests;

/// <summary>What each crash point means, on any engine: a receiver dies there, and a second one gets the retry.</summary>
internal static class CrashCases
{
    private const int Processed = 200;
    private const int Accepted = 202;
    private const int InProgress = 409;

    public static async Task AfterClaimAsync(CrashScenario scenario)
    {
        ChaosEvent sent = await CrashInlineAsync(scenario, CrashPoint.AfterClaim);
        ReceiverProcess other = await scenario.StartAsync();

        List<int> answers = await scenario.SendUntilAcceptedAsync(other, sent);

        answers.Should().OnlyContain(answer => answer == Processed || answer == InProgress);
        answers[^1].Should().Be(Processed);
        await scenario.AssertHandledAsync(times: 1);
        await scenario.AssertEachHasOneEffectAsync(sent);
    }

    public static async Task InHandlerAsync(CrashScenario scenario)
    {
        ChaosEvent sent = await CrashInlineAsync(scenario, CrashPoint.InHandler);
        ReceiverProcess other = await scenario.StartAsync();

        await scenario.SendUntilAcceptedAsync(other, sent);

        scenario.Count(JournalEntry.Begun).Should().Be(2);
        await scenario.AssertHandledAsync(times: 1);
        await scenario.AssertEachHasOneEffectAsync(sent);
    }

    public static async Task BeforeCompletionAsync(CrashScenario scenario)
    {
        ChaosEvent sent = await CrashInlineAsync(scenario, CrashPoint.BeforeCompletion);
        (await scenario.Database.CountEffectsAsync()).Should().BeEmpty("the transaction of a dead process is rolled back");
        ReceiverProcess other = await scenario.StartAsync();

        await scenario.SendUntilAcceptedAsync(other, sent);

        await scenario.AssertHandledAsync(times: 2);
        await scenario.AssertEachHasOneEffectAsync(sent);
    }

    public static async Task AfterCompletionAsync(CrashScenario scenario)
    {
        ChaosEvent sent = await CrashInlineAsync(scenario, CrashPoint.AfterCompletion);
        ReceiverProcess other = await scenario.StartAsync();

        (await scenario.SendAsync(other, sent)).Should().Be(Processed, "it is a duplicate");

        await scenario.AssertHandledAsync(times: 1);
        await scenario.AssertEachHasOneEffectAsync(sent);
    }

    public static async Task AfterInboxInsertAsync(CrashScenario scenario)
    {
        ChaosEvent sent = scenario.GetEvents(HandlingMode.BackgroundInTransaction, 1)[0];
        ReceiverProcess dying = await scenario.StartAsync(CrashPoint.AfterInboxInsert);
        (await scenario.SendAsync(dying, sent)).Should().Be(Attempt.NoAnswer);
        await scenario.WaitForEndAsync(dying);
        ReceiverProcess other = await scenario.StartAsync();

        (await scenario.SendAsync(other, sent)).Should().Be(Processed, "it is a duplicate");

        await scenario.AssertHandledAsync(times: 1);
        await scenario.AssertEachHasOneEffectAsync(sent);
    }

    /// <summary>The worker's crash points: nobody sends again, since the sender has its 202.</summary>
    public static async Task InWorkerAsync(CrashScenario scenario, CrashPoint point, int handled)
    {
        ChaosEvent sent = scenario.GetEvents(HandlingMode.BackgroundInTransaction, 1)[0];
        ReceiverProcess dying = await scenario.StartAsync(point);
        (await scenario.SendAsync(dying, sent)).Should().BeOneOf([Accepted, Attempt.NoAnswer], "the crash may be faster than the answer");
        await scenario.WaitForEndAsync(dying);

        await scenario.StartAsync();

        await scenario.AssertHandledAsync(handled);
        await scenario.AssertEachHasOneEffectAsync(sent);
    }

    public static async Task WithBatchAsync(CrashScenario scenario)
    {
        ChaosEvent[] sent = scenario.GetEvents(HandlingMode.BackgroundInTransaction, CrashingInboxStore.BatchSize);
        ReceiverProcess dying = await scenario.StartAsync(CrashPoint.WithBatch);
        int[] answers = await Task.WhenAll(sent.Select(e => scenario.SendAsync(dying, e)));
        answers.Should().OnlyContain(answer => answer == Accepted || answer == Attempt.NoAnswer);
        await scenario.WaitForEndAsync(dying);
        scenario.Count(JournalEntry.Begun).Should().Be(0);

        await scenario.StartAsync();

        await scenario.AssertHandledAsync(times: sent.Length);
        await scenario.AssertEachHasOneEffectAsync(sent);
    }

    /// <summary>A process is stopped while its worker handles an item in a transaction, and goes on after the lease has ended.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="whileStopped">What happens meanwhile, with a second process.</param>
    public static async Task StopInWorkerAsync(CrashScenario scenario, Func<ReceiverProcess, ChaosEvent, Task> whileStopped)
    {
        ChaosEvent sent = scenario.GetEvents(HandlingMode.BackgroundInTransaction, 1)[0];
        ReceiverProcess stopped = await scenario.StartAsync(waitForFile: scenario.GetFilePath());
        (await scenario.SendAsync(stopped, sent)).Should().Be(Accepted);
        await scenario.WaitForAsync(JournalEntry.Begun, 1);
        ReceiverProcess other = await scenario.StartAsync();
        ProcessSignal.Stop(stopped.Id);

        await whileStopped(other, sent);
        await File.Create(scenario.GetFilePath()).DisposeAsync();
        ProcessSignal.Continue(stopped.Id);
        ProcessSignal.Terminate(stopped.Id);
        await scenario.WaitForEndAsync(stopped);

        await scenario.AssertEachHasOneEffectAsync(sent);
        (await scenario.SendAsync(other, sent)).Should().Be(Processed, "it is a duplicate");
    }

    /// <summary>After a crash in a group commit: what was answered is there, and the rest is accepted from its retry.</summary>
    public static async Task AssertGroupIsNotLostAsync(CrashScenario scenario, ChaosEvent[] sent, int[] answers)
    {
        answers.Should().Contain(Attempt.NoAnswer).And.OnlyContain(answer => answer == Accepted || answer == Attempt.NoAnswer);
        ReceiverProcess other = await scenario.StartAsync();
        for (int i = 0; i < sent.Length; i++)
        {
            List<int> retried = await scenario.SendUntilAcceptedAsync(other, sent[i]);
            retried[^1].Should().Match(answer => answers[i] == Accepted ? answer == Processed : answer == Processed || answer == Accepted);
        }

        await scenario.AssertHandledAsync(times: sent.Length);
        await scenario.AssertEachHasOneEffectAsync(sent);
    }

    private static async Task<ChaosEvent> CrashInlineAsync(CrashScenario scenario, CrashPoint point)
    {
        ChaosEvent sent = scenario.GetEvents(HandlingMode.InlineInTransaction, 1)[0];
        ReceiverProcess dying = await scenario.StartAsync(point);
        (await scenario.SendAsync(dying, sent)).Should().Be(Attempt.NoAnswer);
        await scenario.WaitForEndAsync(dying);
        return sent;
    }
}
