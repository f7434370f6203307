using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Items of endpoints that are not in the background, or not any more.</summary>
public sealed class InboxInlineEndpointTests
{
    [Fact]
    public async Task Worker_EndpointsThatAreNotInTheBackground_TakesTheItemsOfThoseWhoseEventsItCanHandle()
    {
        await using var harness = new InboxHarness((_, _) => Task.CompletedTask, settings: new()
        {
            ["Webhooks:Cue:Secrets:0"] = CueDelivery.Secret,
            [Bundle.SecretSetting] = Bundle.Secret,
            ["Webhooks:question:Secrets:0"] = "question-secret",
        });
        harness.Receiver.Receiver.EnsureAllReady(
        [
            new WebhookEndpoint<CueEvent>("/inline", (_, _) => Task.CompletedTask),
            new WebhookEndpoint<CueEvent>("/of-the-request", new RequestDispatcher()),
            new WebhookEndpoint<BundleEvent>("/bundles", (_, _) => Task.CompletedTask),
            new WebhookEndpoint<QuestionEvent>("/questions", (_, _) => Task.FromResult(WebhookAnswer.Text("yes"))),
        ]);

        await harness.StartWorker();

        await Eventually.Holds(() => harness.Inbox.Takes > 0, "the first look");
        harness.Inbox.Endpoints.Should().BeEquivalentTo(
            [new InboxEndpoint("cue", "/background"), new InboxEndpoint("cue", "/inline"), new InboxEndpoint("bundle", "/bundles")]);
    }

    /// <summary>The items were acknowledged, so that nobody would send their events again.</summary>
    [Fact]
    public async Task Worker_EndpointThatLeftTheBackground_HandlesEachStoredEventOfADelivery()
    {
        MemoryInbox? inbox = null;
        await using var before = new BundleHarness(options: new() { ProcessInBackground = true }, build: AddInbox);
        await using var after = new BundleHarness(build: AddInbox);
        (await before.SendAsync("a", "b")).Outcome.Should().Be(WebhookOutcome.Accepted);

        after.Receiver.Receiver.EnsureAllReady([after.Endpoint]);
        foreach (IHostedService service in after.Receiver.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        await Eventually.Holds(() => inbox!.Rows.All(row => row.Result?.Kind == InboxResultKind.Processed), "both events to be handled");
        after.Handled.Should().BeEquivalentTo("a", "b");
        before.Handled.Should().BeEmpty();
        after.Receiver.Lifetime.StopApplication();

        void AddInbox(IWebhooksBuilder builder) =>
            builder.Services.AddSingleton<IInboxStore>(services => inbox ??= new MemoryInbox(services.GetRequiredService<TimeProvider>()));
    }

    private sealed class RequestDispatcher : WebhookDispatcher<CueEvent>
    {
        public override bool UsesRequest => true;

        public override ValueTask<HandlerStatus> DispatchAsync(CueEvent webhookEvent, WebhookContext context, WebhookSource? source) =>
            new(HandlerStatus.Handled);
    }
}
