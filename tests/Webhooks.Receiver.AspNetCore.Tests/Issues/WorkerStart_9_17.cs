using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>Endpoints that are checked one by one are checked together when the host starts, as mapped ones are.</summary>
public sealed class WorkerStart_9_17
{
    private const string SameName = "Two endpoints that receive from 'cue' are named 'queue', and would take each other's events for duplicates. "
        + "Give one of them another name.";

    [Fact]
    public async Task Start_AHandlerThatNoEndpointUsesAndAScopedStore_AreErrors()
    {
        using IHost host = CreateWorker(
            new LogCollector(),
            webhooks =>
            {
                webhooks.AddHandler<CueAdClick, ClickHandler>();
                webhooks.Services.AddScoped<IIdempotencyStore>(_ => new InMemoryIdempotencyStore());
            });
        Receiver(host).EnsureReady(Endpoint("queue"));

        Func<Task> start = () => host.StartAsync();

        IReadOnlyList<string> errors = (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Errors;
        errors.Should().HaveCount(2);
        errors[0].Should().StartWith("Handlers are registered for CueEvent, but no endpoint uses them, so that they would never be called.");
        errors[1].Should().Be("The IIdempotencyStore is not registered as a singleton: each delivery has to use the same one. Call AddSingleton.");
    }

    [Fact]
    public async Task Start_AnUnusedSectionAndSharedSecrets_AreWarnedOfOnce()
    {
        using var logs = new LogCollector();
        using IHost host = CreateWorker(logs, _ => { });
        WebhookEndpoint<CueEvent> queue = Endpoint("queue");
        Receiver(host).EnsureReady(queue);
        Receiver(host).EnsureReady(Endpoint("other queue"));

        await host.StartAsync();
        Receiver(host).EnsureAllReady([queue]);
        await host.StopAsync();

        logs.Of(1023).Should().ContainSingle().Which.Message.Should().Be("No endpoint uses the configuration section Webhooks:Cuee.");
        logs.Of(1024).Should().ContainSingle().Which.Message.Should().StartWith("The endpoints queue and other queue accept the same secrets of cue");
    }

    [Fact]
    public async Task Start_NeitherEndpointsNorHandlers_ChecksNothing()
    {
        using var logs = new LogCollector();
        using IHost host = CreateWorker(logs, webhooks => webhooks.Services.AddScoped<IIdempotencyStore>(_ => new InMemoryIdempotencyStore()));

        await host.Invoking(one => one.StartAsync()).Should().NotThrowAsync();
        await host.StopAsync();

        logs.Of(1023).Should().BeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EnsureReady_TwoEndpointsOfOneName_AreAnErrorBeforeTheStartAndAfter(bool started)
    {
        using IHost host = CreateWorker(new LogCollector(), _ => { });
        WebhookEndpoint<CueEvent> first = Endpoint("queue");
        Receiver(host).EnsureReady(first);
        if (started)
        {
            await host.StartAsync();
        }

        Action second = () => Receiver(host).EnsureReady(Endpoint("queue"));

        second.Should().Throw<WebhookConfigurationException>().Which.Errors.Should().Equal(SameName);
        Receiver(host).Invoking(receiver => receiver.EnsureReady(first)).Should().NotThrow("it is the same endpoint");
        Receiver(host).Invoking(receiver => receiver.EnsureReady(Endpoint("another"))).Should().NotThrow();
    }

    [Fact]
    public void EnsureReady_TheNameOfAnEndpointThatWasNotReady_IsNoError()
    {
        using IHost host = CreateWorker(new LogCollector(), _ => { });
        Receiver(host).Invoking(receiver => receiver.EnsureReady(Endpoint("queue", "Nothing"))).Should().Throw<WebhookConfigurationException>();

        Receiver(host).Invoking(receiver => receiver.EnsureReady(Endpoint("queue"))).Should().NotThrow();
    }

    [Fact]
    public async Task WebApp_AMappedEndpointWithTheNameOfACheckedOne_IsAnError()
    {
        Func<Task> start = () => StartAsync(web =>
        {
            Receiver(web).EnsureReady(Endpoint("queue"));
            web.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask).WithWebhook<CueEvent>(options => options.Name = "queue");
        });

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).Which.Errors.Should().Equal(SameName);
    }

    [Fact]
    public async Task WebApp_AMappedAndACheckedEndpoint_AreWarnedOfOnce()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            web =>
            {
                web.MapWebhook<CueEvent>("/hooks", _ => Task.CompletedTask);
                Receiver(web).EnsureReady(Endpoint("queue"));
            },
            options => options.Settings["Webhooks:Cuee:Secrets:0"] = "c4nary");

        app.Logs.Of(1023).Should().ContainSingle();
        app.Logs.Of(1024).Should().ContainSingle();
    }

    [Fact]
    public async Task WebApp_ReceivesAtTheDefaultPathAndFromElsewhere_HandlesAnEventThatComesBothWaysOnce()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            web => web.MapWebhook<CueEvent>(), options => options.Webhooks = webhooks => webhooks.AddHandler<CueAdClick, ClickHandler>());
        CueRequest click = CueRequest.Click();
        await app.StatusOfAsync(click);

        WebhookReceiveResult result = await app.Services.GetRequiredService<WebhookReceiver>().ReceiveAsync<CueEvent>(
            new WebhookRequest("POST", "/", [new("Content-Type", "application/json"), new("cue-signature", click.Signature)], click.Body),
            CancellationToken.None);

        result.Outcome.Should().Be(WebhookOutcome.Duplicate);
    }

    private static async Task StartAsync(Action<WebApplication> map)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(map);
    }

    private static WebhookReceiver Receiver(IHost host) => host.Services.GetRequiredService<WebhookReceiver>();

    private static WebhookEndpoint<CueEvent> Endpoint(string name, string? optionsName = null) =>
        new(name, (_, _) => Task.CompletedTask, new WebhookEndpointOptions { OptionsName = optionsName });

    private static IHost CreateWorker(LogCollector logs, Action<IWebhooksBuilder> build)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Webhooks:Cue:Secrets:0", "cue-secret-of-the-worker"),
            new("Webhooks:Cuee:Secrets:0", "c4nary"),
        ]);
        builder.Logging.AddProvider(logs);
        build(builder.Services.AddWebhookReceiver());
        return builder.Build();
    }
}
