using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

public sealed class RegisteredHandlersTests
{
    private static readonly Func<CueEvent, WebhookContext, Task> _delegate = (_, _) => Task.CompletedTask;

    [Fact]
    public async Task EnsureAllReady_HandlersThatNoEndpointUses_SaysWhatToDo()
    {
        await using var harness = new ReceiverHarness(build => build.AddHandler<CueAdClick, ClickHandler>());

        Action check = () => harness.Receiver.EnsureAllReady([new WebhookEndpoint<CueEvent>("/cue", _delegate)]);

        check.Should().Throw<WebhookConfigurationException>().WithMessage(
            "*Handlers are registered for CueEvent, but no endpoint uses them, so that they would never be called. Call MapWebhook<CueEvent>(), or "
            + "remove the AddHandler calls. An app that calls WebhookReceiver.ReceiveAsync itself first calls EnsureReady with its endpoint, before the "
            + "start; if it maps no webhook endpoint at all, it registers with AddWebhookReceiver() instead of AddWebhooks().*");
    }

    [Fact]
    public async Task EnsureAllReady_OneOfSeveralEndpointsUsesTheHandlers_Passes()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddHandler<CueAdClick, ClickHandler>(),
            new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Sori:UrlTokens:0"] = "a-long-random-word-for-tests" });

        Action check = () => harness.Receiver.EnsureAllReady(
        [
            new WebhookEndpoint<CueEvent>("/one", _delegate),
            new WebhookEndpoint<CueEvent>("/two"),
            new WebhookEndpoint<SoriEvent>("/sori/{token}", (_, _) => Task.CompletedTask),
        ]);

        check.Should().NotThrow();
    }

    [Fact]
    public async Task EnsureAllReady_OnlyAnotherProvidersEndpointUsesHandlers_Throws()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddHandler<CueAdClick, ClickHandler>().AddHandler<SoriEvent, SoriHandler>(),
            new() { ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret, ["Webhooks:Sori:UrlTokens:0"] = "a-long-random-word-for-tests" });

        Action check = () => harness.Receiver.EnsureAllReady(
            [new WebhookEndpoint<CueEvent>("/one", _delegate), new WebhookEndpoint<SoriEvent>("/sori/{token}")]);

        check.Should().Throw<WebhookConfigurationException>().Which.Message.Should().Contain("registered for CueEvent").And.NotContain("registered for SoriEvent");
    }

    [Fact]
    public async Task UnreadableEvent_OneOfSeveralHandlersIsForItsType_FailsSoThatItComesAgain()
    {
        await using var harness = new ReceiverHarness(
            build => build.AddHandler<CueAdImpression, ImpressionHandler>().AddHandler<CueAdClick, ClickHandler>());
        var endpoint = new WebhookEndpoint<CueEvent>("/cue");

        WebhookReceiveResult click = await harness.Receiver.ReceiveAsync(
            CueDelivery.Signed("""{"id":"evt_1","type":"ad.click","data":[]}"""), endpoint, CancellationToken.None);
        WebhookReceiveResult conversion = await harness.Receiver.ReceiveAsync(
            CueDelivery.Signed("""{"id":"evt_2","type":"ad.conversion","data":[]}"""), endpoint, CancellationToken.None);

        click.Outcome.Should().Be(WebhookOutcome.Failed);
        conversion.Outcome.Should().Be(WebhookOutcome.Ignored, "no handler is for its type");
    }

    [Fact]
    public void Services_OfAContextThatATestCreates_AreTheGivenOnes()
    {
        using ServiceProvider services = new ServiceCollection().BuildServiceProvider();
        var delivery = new WebhookDelivery(
            "cue", "/cue", IdempotencyKey.Create("cue", "/cue", null, DeliveryIdentity.FromSigned("evt_1")), new WebhookBody(default));

        new WebhookContext(services, delivery, CancellationToken.None).Services.Should().BeSameAs(services);
    }

    private sealed class ClickHandler : IWebhookHandler<CueAdClick>
    {
        public Task HandleAsync(CueAdClick webhookEvent, WebhookContext context) => Task.CompletedTask;
    }

    private sealed class ImpressionHandler : IWebhookHandler<CueAdImpression>
    {
        public Task HandleAsync(CueAdImpression webhookEvent, WebhookContext context) => Task.CompletedTask;
    }

    private sealed class SoriHandler : IWebhookHandler<SoriEvent>
    {
        public Task HandleAsync(SoriEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
