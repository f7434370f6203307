using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>
/// Deliveries that are passed without an endpoint use the provider's default one. An event that also comes to another endpoint is handled once if both
/// have one name and the registered handlers; with another handler it would be lost to one of them, and with another name it is handled twice.
/// </summary>
public sealed class DefaultEndpoint_9_3
{
    private const string DefaultName = "/webhooks/cue";
    private const string SameName = "Two endpoints that receive from 'cue' are named '/webhooks/cue', and would take each other's events for duplicates. "
        + "Give one of them another name.";

    [Fact]
    public async Task ReceiveAsync_BesideAnEndpointOfItsNameWithItsOwnHandler_Throws()
    {
        await using ReceiverHarness harness = Create();
        harness.Receiver.EnsureAllReady([new WebhookEndpoint<CueEvent>("/other"), new WebhookEndpoint<CueEvent>(DefaultName, (_, _) => Task.CompletedTask)]);

        Func<Task> receive = () => ReceiveAsync(harness);

        for (int i = 0; i < 2; i++)
        {
            (await receive.Should().ThrowAsync<WebhookConfigurationException>()).Which.Message.Should().Be(SameName);
        }
    }

    [Fact]
    public async Task EnsureAllReady_OfAnEndpointWithItsOwnHandlerAfterReceiving_Throws()
    {
        await using ReceiverHarness harness = Create();
        await ReceiveAsync(harness);

        Action ensure = () => harness.Receiver.EnsureAllReady(
            [new WebhookEndpoint<CueEvent>("/other"), new WebhookEndpoint<CueEvent>(DefaultName, (_, _) => Task.CompletedTask)]);

        ensure.Should().Throw<WebhookConfigurationException>().Which.Message.Should().Be(SameName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReceiveAsync_BesideAnEndpointOfItsNameWithTheRegisteredHandlers_HandlesAnEventOnce(bool receivesFirst)
    {
        await using ReceiverHarness harness = Create();
        var endpoint = new WebhookEndpoint<CueEvent>(DefaultName);
        WebhookReceiveResult first = default;
        if (receivesFirst)
        {
            first = await ReceiveAsync(harness);
        }

        harness.Receiver.EnsureAllReady([endpoint]);
        WebhookReceiveResult mapped = await harness.Receiver.ReceiveAsync(CueDelivery.Click(), endpoint, CancellationToken.None);
        WebhookReceiveResult own = await ReceiveAsync(harness);

        (receivesFirst ? first : mapped).Outcome.Should().Be(WebhookOutcome.Processed);
        own.Outcome.Should().Be(WebhookOutcome.Duplicate);
        harness.Logs.Of(1024).Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReceiveAsync_BesideAnEndpointOfAnotherNameWithTheSameSecrets_IsWarnedOf(bool receivesFirst)
    {
        await using ReceiverHarness harness = Create();
        if (receivesFirst)
        {
            await ReceiveAsync(harness);
        }

        harness.Receiver.EnsureAllReady([new WebhookEndpoint<CueEvent>("/mapped")]);
        await ReceiveAsync(harness);

        harness.Logs.Of(1024).Should().ContainSingle().Which.Message.Should().Contain("/mapped").And.Contain(DefaultName);
    }

    private static ReceiverHarness Create() => new(builder => builder.AddHandler<CueEvent, NothingHandler>());

    private static Task<WebhookReceiveResult> ReceiveAsync(ReceiverHarness harness) =>
        harness.Receiver.ReceiveAsync<CueEvent>(CueDelivery.Click(), CancellationToken.None).AsTask();

    private sealed class NothingHandler : IWebhookHandler<CueEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
