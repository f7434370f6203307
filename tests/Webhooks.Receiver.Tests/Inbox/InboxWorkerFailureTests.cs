using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Webhooks.Receiver.Tests;

/// <summary>The worker goes on, whatever is thrown, and stops, whatever hangs.</summary>
public sealed class InboxWorkerFailureTests
{
    [Fact]
    public async Task Worker_LoopThrowsUnexpectedly_LoggedAndStartedAgain()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        await harness.Receive();
        WebhookInboxOptions? changed = null;
        await harness.StartWorker(options =>
        {
            changed = options;
            options.PollInterval = TimeSpan.MaxValue; // the checks refuse it, and nothing that they allow is known to throw
        });

        await Eventually.Holds(() => harness.Receiver.Logs.Of(1033).Count == 1, "the error in the log");
        changed!.PollInterval = TimeSpan.FromSeconds(5);
        await Eventually.Holds(
            () =>
            {
                harness.Receiver.Clock.Advance(TimeSpan.FromSeconds(1));
                return harness.Inbox.Single.Result?.Kind == InboxResultKind.Processed;
            },
            "the item to be processed");
    }

    [Fact]
    public async Task Stop_StoreHangs_EndsWhenTheHostWaitsNoLonger()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask);
        var taking = new TaskCompletionSource();
        var answer = new TaskCompletionSource();
        harness.Inbox.Before = _ =>
        {
            taking.TrySetResult();
            return answer.Task;
        };
        await harness.StartWorker();
        await Eventually.Ends(taking.Task);
        IHostedService worker = harness.Receiver.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "InboxWorker");

        await Eventually.Ends(worker.StopAsync(new CancellationToken(canceled: true)));

        answer.SetResult();
    }

    [Fact]
    public async Task Worker_ExceptionWithoutMessage_TriedAgain()
    {
        await using var harness = new InboxHarness((_, _) => throw new SilentException());
        await harness.Receive();

        await harness.StartWorker();

        await harness.SettledAs(InboxResultKind.Retry);
        (harness.Inbox.Single.Result!.Value.Error!.Message, harness.Receiver.Logs.Of(1011).Count).Should().Be(("", 0));
    }

    private sealed class SilentException : Exception
    {
        public override string Message => null!;
    }
}
