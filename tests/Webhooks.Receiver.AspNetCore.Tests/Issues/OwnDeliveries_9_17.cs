using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Apps that pass deliveries to the receiver themselves, for instance from a queue, are not told that their handlers have no endpoint.</summary>
public sealed class OwnDeliveries_9_17
{
    [Fact]
    public async Task WorkerApp_TwoProvidersOfWhichOneIsCheckedBefore_Starts()
    {
        using IHost host = CreateWorker();
        host.Services.GetRequiredService<WebhookReceiver>().EnsureReady(new WebhookEndpoint<CueEvent>("queue"));

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task WorkerApp_TwoProvidersOfWhichOneReceivesBeforeTheStartHasEnded_Starts()
    {
        using IHost host = CreateWorker();
        var request = new WebhookRequest("POST", "/", [], CueRequest.Click().Body);
        await host.Services.GetRequiredService<WebhookReceiver>().ReceiveAsync<CueEvent>(request, CancellationToken.None);

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task WebApp_HandlersOfAnEndpointThatWasCheckedBefore_AreNoErrorAndItsSectionIsUsed()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            web =>
            {
                web.MapWebhook<CueEvent>(_ => Task.CompletedTask);
                web.Services.GetRequiredService<WebhookReceiver>().EnsureReady(
                    new WebhookEndpoint<AdGemEvent>("queue", new WebhookEndpointOptions { OptionsName = "Queue" }));
            },
            options =>
            {
                options.Settings["Webhooks:Queue:Secrets:0"] = "adgem-secret-of-the-queue";
                options.Webhooks = webhooks => webhooks.AddHandler<AdGemEvent, AnyHandler>();
            });

        app.Logs.Of(1023).Should().BeEmpty();
    }

    private static IHost CreateWorker()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            [new("Webhooks:Cue:Secrets:0", "cue-secret-of-the-worker"), new("Webhooks:AdGem:Secrets:0", "adgem-secret-of-the-worker")]);
        builder.Services.AddWebhookReceiver().AddHandler<CueEvent, AnyHandler>().AddHandler<AdGemEvent, AnyHandler>();
        return builder.Build();
    }

    private sealed class AnyHandler : IWebhookHandler<CueEvent>, IWebhookHandler<AdGemEvent>
    {
        public Task HandleAsync(CueEvent webhookEvent, WebhookContext context) => Task.CompletedTask;

        public Task HandleAsync(AdGemEvent webhookEvent, WebhookContext context) => Task.CompletedTask;
    }
}
