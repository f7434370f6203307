using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>
/// Issue 9.8: a chunk size of 2^31 or more was a 500 and an error with a stack, to be had before any signature was checked. Nothing
/// that a stranger does with the framing of a body is our error, whatever stands in front.
/// </summary>
public sealed class FramingMatrix_9_8
{
    public static IEnumerable<object[]> Fronts =>
        from front in Front.All from path in (string[])["/webhooks/cue", "/free"] select new object[] { front, path };

    [Theory]
    [MemberData(nameof(Fronts))]
    public async Task Body_FramedByAStranger_IsNoErrorOfOurs(string front, string path)
    {
        await using WebhookApp app = await StartAsync(front, HttpProtocols.Http1);
        List<(string Name, int Status)> answers = [];
        int sent = 0, timers = app.Clock.WaitingTimers;
        foreach ((string name, byte[] request) in Http1Framing.Requests(path))
        {
            await using RawConnection connection = await app.ConnectAsync();
            await connection.SendAsync(request);
            await Eventually.Holds(() => connection.HasAnswer || app.Clock.WaitingTimers > timers, $"{name}: an answer, or a wait for more");
            connection.Finish();
            answers.AddRange((await connection.ReadStatusesAsync()).Select(status => (name, status)));
            await Eventually.Holds(() => app.Clock.WaitingTimers == timers, $"{name}: no more waiting");
            sent++;
        }

        await AssertNoErrorAsync(app, answers, sent);
        await AssertStillWorksAsync(app, path, HttpVersion.Version11);
    }

    [Theory]
    [MemberData(nameof(Fronts))]
    public async Task Body_FramedByAStrangerOverHttp2_IsNoErrorOfOurs(string front, string path)
    {
        await using WebhookApp app = await StartAsync(front, HttpProtocols.Http2);
        List<(string Name, int Status)> answers = [];
        int sent = 0, timers = app.Clock.WaitingTimers;
        foreach ((string name, byte[][] frames) in Http2Framing.Requests(path))
        {
            await using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(app.Address);
            await connection.SendAsync(frames);
            Task<int?> reading = connection.ReadStatusAsync();
            await Eventually.Holds(() => reading.IsCompleted || app.Clock.WaitingTimers > timers, $"{name}: an answer, or a wait for more");
            connection.Finish();
            if (await reading is { } status)
            {
                answers.Add((name, status));
            }

            await Eventually.Holds(() => app.Clock.WaitingTimers == timers, $"{name}: no more waiting");
            sent++;
        }

        await AssertNoErrorAsync(app, answers, sent);
        await AssertStillWorksAsync(app, path, HttpVersion.Version20);
    }

    private static async Task AssertNoErrorAsync(WebhookApp app, List<(string Name, int Status)> answers, int connections)
    {
        await Eventually.Holds(() => app.Logs.Entries.Count(entry => entry.Id.Name == "ConnectionStop") == connections, "all have ended");

        answers.Where(answer => answer.Status is >= 500 or (>= 200 and <= 299)).Should().BeEmpty();
        answers.Select(answer => answer.Status).Should().Contain([401, 415], "some of them make sense so far");
        app.Logs.Alarms.Should().BeEmpty();
        app.Logs.Entries.Should().NotContain(entry => Equals(entry["StatusCode"], 500));
        app.Memory.Count.Should().Be(0);
    }

    private static async Task AssertStillWorksAsync(WebhookApp app, string path, Version version)
    {
        using HttpRequestMessage message = CueRequest.Click().ToMessage(path);
        message.Version = version;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.OK);
    }

    private static Task<WebhookApp> StartAsync(string front, HttpProtocols protocols) => WebhookApp.StartAsync(
        app =>
        {
            Front.Use(app, front);
            app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            app.MapPost("/free", (Webhook<CueEvent> webhook) => "thanks");
        },
        options =>
        {
            options.Protocols = protocols;
            options.Builder = Front.AddServices;
        });
}
