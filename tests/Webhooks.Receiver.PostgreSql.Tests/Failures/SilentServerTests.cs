using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.Tests.PostgreSql;

namespace Webhooks.Receiver.PostgreSql.Tests;

/// <summary>The server accepts connections and never answers: deliveries are answered 503 in time, and later without a restart.</summary>
public sealed class SilentServerTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15); // the receiver's five seconds, and a busy machine

    private readonly ConcurrentQueue<string> _handled = [];
    private PostgreSqlServer _server = null!;
    private SwitchedServer _switched = null!;

    [PrivateServerFact]
    public async Task Post_Inline_Answers503AndRecovers()
    {
        await using ReceiverApp app = await StartAsync(host => host.MapWebhook<CueEvent>(Handle));

        await Answers503AndRecoversAsync(app, HttpStatusCode.OK);
    }

    [PrivateServerFact]
    public async Task Post_InBackground_Answers503AndRecovers()
    {
        await using ReceiverApp app = await StartAsync(host => host.MapWebhook<CueEvent>(Handle).ProcessInBackground());

        await Answers503AndRecoversAsync(app, HttpStatusCode.Accepted);

        await IsEmptyAsync(app);
    }

    [PrivateServerFact]
    public async Task Post_InATransaction_Answers503AndRecovers()
    {
        await using ReceiverApp app = await StartAsync(host => host.MapWebhook<CueEvent>(Handle).HandleInTransaction());

        await Answers503AndRecoversAsync(app, HttpStatusCode.OK);
    }

    [PrivateServerFact]
    public async Task Post_SilentWhileTheHandlerRunsInATransaction_Answers503()
    {
        await using ReceiverApp app = await StartAsync(host => host.MapWebhook<CueEvent>((_, _) =>
        {
            _switched.IsSilent = true;
            return Task.CompletedTask;
        }).HandleInTransaction());

        await IsRefusedAsync(app, "evt_1");
    }

    public async Task InitializeAsync()
    {
        if (PostgreSqlServer.PrivateMissingReason is null)
        {
            _server = await PostgreSqlServer.StartAsync(alwaysPrivate: true);
            _switched = new SwitchedServer(_server.Port) { IsSilent = false };
        }
    }

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);

    public void Dispose() => _switched?.Dispose();

    private async Task Answers503AndRecoversAsync(ReceiverApp app, HttpStatusCode success)
    {
        (await app.SendAsync("evt_before")).Should().Be(success);
        await Eventually.Holds(() => _handled.Contains("evt_before"), "the event before");
        await IsEmptyAsync(app); // what was not recorded before the silence would run again

        _switched.IsSilent = true;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => IsRefusedAsync(app, $"evt_{number}")));
        _handled.Should().Equal("evt_before");
        _switched.IsSilent = false;

        // The first ones may still be refused, and one that was refused may have been stored.
        await Eventually.Holds(async () => await app.SendAsync("evt_after") is HttpStatusCode.OK or HttpStatusCode.Accepted, "an answer");
        (await app.SendAsync("evt_new")).Should().Be(success);
        await Eventually.Holds(() => _handled.Contains("evt_after") && _handled.Contains("evt_new"), "the events after");
        _handled.Should().OnlyHaveUniqueItems();
    }

    private static async Task IsRefusedAsync(ReceiverApp app, string id)
    {
        var waited = Stopwatch.StartNew();
        using HttpResponseMessage response = await app.SendForResponseAsync(CueSamplePayloads.AdClick(id: id));

        waited.Elapsed.Should().BeLessThan(_bound);
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.Should().NotBeNull();
    }

    private static Task IsEmptyAsync(ReceiverApp app) => Eventually.Holds(
        async () => await app.Inbox.CountAsync(CancellationToken.None) is { Pending: 0, Running: 0, Dead: 0 }, "an empty inbox");

    private Task<ReceiverApp> StartAsync(Action<WebApplication> map) => ReceiverApp.StartAsync(
        _switched.ConnectionString, "webhooks", map,
        services => services.Configure<WebhookInboxOptions>(inbox => inbox.Lease = TimeSpan.FromSeconds(5))); // of a take whose answer is lost

    private Task Handle(CueEvent webhookEvent, WebhookContext context)
    {
        _handled.Enqueue(webhookEvent.Id);
        return Task.CompletedTask;
    }
}
