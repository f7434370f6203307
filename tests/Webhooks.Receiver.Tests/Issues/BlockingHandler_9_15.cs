namespace Webhooks.Receiver.Tests.Issues;

/// <summary>What blocks or fails late is answered for in time, and is no unobserved exception.</summary>
[Collection(RunsAlone.Name)]
public sealed class BlockingHandler_9_15
{
    [Fact]
    public async Task HandlerTimeout_HandlerBlocksItsThread_IsAnsweredFor()
    {
        await using var harness = new ReceiverHarness(
            settings: new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Cue:HandlerTimeout"] = "00:00:01" });
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();

        Task<WebhookReceiveResult> receiving = harness.Receive(CueDelivery.Click(), (_, _) =>
        {
            entered.Set();
            release.Wait(TimeSpan.FromSeconds(60));
            return Task.CompletedTask;
        }).AsTask();
        entered.Wait(TimeSpan.FromSeconds(60)).Should().BeTrue();
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);

        (await receiving).Outcome.Should().Be(WebhookOutcome.Unavailable, "the handler still blocks");
        release.Set();
        await Eventually.Holds(() => harness.Store.GetAnsweredCallCount(IdempotencyOperation.Complete) == 1, "its late success");
    }

    [Theory]
    [InlineData("claim")]
    [InlineData("completion")]
    [InlineData("release")]
    [InlineData("tenant")]
    [InlineData("inbox")]
    public async Task StoreTimeout_CallFailsLater_IsObserved(string call)
    {
        List<Exception> unobserved = [];
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Add(e.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await Task.Run(() => FailLateAsync(call)); // without a synchronization context, late calls end within SetException
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        unobserved.Where(exception => exception.ToString().Contains("c4nary too late")).Should().BeEmpty();
    }

    private static async Task FailLateAsync(string call)
    {
        var late = new TaskCompletionSource();
        await using var inbox = new InboxHarness((_, _) => Task.CompletedTask);
        inbox.Inbox.Before = _ => late.Task;
        ReceiverHarness harness = inbox.Receiver;
        IdempotencyOperation? operation = call switch
        {
            "claim" => IdempotencyOperation.Claim,
            "completion" => IdempotencyOperation.Complete,
            "release" => IdempotencyOperation.Release,
            _ => null,
        };
        if (operation is { } hanging)
        {
            harness.Store.Inject(hanging, IdempotencyFault.Run(_ => late.Task));
        }

        Task<WebhookReceiveResult> receiving = call switch
        {
            "tenant" => harness.ReceiveAt(
                TenantDelivery.Endpoint(async (_, _) =>
                {
                    await late.Task;
                    return null;
                }),
                TenantDelivery.Source("red", "secret"), (_, _) => Task.CompletedTask).AsTask(),
            "inbox" => inbox.Receive().AsTask(),
            _ => harness.Receive(CueDelivery.Click(), (_, _) => call == "release" ? throw new IOException() : Task.CompletedTask).AsTask(),
        };
        await Eventually.EndsAsTimePasses(receiving, harness.Clock);
        (await receiving).Outcome.Should().Be(call == "release" ? WebhookOutcome.Failed : WebhookOutcome.Unavailable);
        late.SetException(new IOException("c4nary too late"));
    }
}
