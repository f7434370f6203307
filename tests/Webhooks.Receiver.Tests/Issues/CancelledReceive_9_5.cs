using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>A token that is cancelled before the event is claimed keeps it from being handled.</summary>
public sealed class CancelledReceive_9_5
{
    [Fact]
    public async Task ReceiveAsync_TokenCancelledBefore_HandlesNothing()
    {
        await using var harness = new ReceiverHarness();
        bool isHandled = false;
        var endpoint = new WebhookEndpoint<CueEvent>("/queue", (_, _) => Task.FromResult(isHandled = true));

        Func<Task> receive = () => harness.Receiver.ReceiveAsync(CueDelivery.Click(), endpoint, new CancellationToken(canceled: true)).AsTask();

        await receive.Should().ThrowAsync<OperationCanceledException>();
        isHandled.Should().BeFalse();
        harness.Memory.Count.Should().Be(0, "nothing was claimed");
    }
}
