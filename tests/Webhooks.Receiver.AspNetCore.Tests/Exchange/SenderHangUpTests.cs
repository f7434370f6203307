using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>A sender that disconnects causes no error: nothing is claimed, and no error is logged.</summary>
public sealed class SenderHangUpTests
{
    private const int Repetitions = 20;

    public static TheoryData<string, bool, bool, string> Ways => new MatrixTheoryData(
        ["Development", "Production", "Production+Handler"], [true, false], [true, false], ["/webhooks/cue", "/free-form"]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Sender_HangsUpInTheMiddleOfItsBody_IsNoError(string environment, bool isReset, bool isChunked, string path)
    {
        int started = 0, ended = 0, handled = 0;
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                if (environment.EndsWith("+Handler", StringComparison.Ordinal))
                {
                    app.UseExceptionHandler(error => error.Run(http => http.Response.WriteAsync("sorry")));
                }

                app.Use(async (HttpContext http, RequestDelegate next) =>
                {
                    Interlocked.Increment(ref started);
                    try
                    {
                        await next(http);
                    }
                    finally
                    {
                        Interlocked.Increment(ref ended);
                    }
                });
                app.MapWebhook<CueEvent>((_, _) => Task.FromResult(Interlocked.Increment(ref handled)));
                app.MapPost("/free-form", (Webhook<CueEvent> webhook) => Interlocked.Increment(ref handled).ToString(System.Globalization.CultureInfo.InvariantCulture));
            },
            options => options.Environment = environment.Split('+')[0]);
        CueRequest request = CueRequest.Click();
        for (int i = 1; i <= Repetitions; i++)
        {
            await using RawConnection connection = await app.ConnectAsync();
            await connection.SendAsync(
                request.Head(isChunked ? null : request.Body.Length, path: path),
                isChunked ? CueRequest.Chunk(request.Body.AsSpan(0, 20)) : request.Body[..20]);
            await Eventually.Holds(() => Volatile.Read(ref started) == i, "the request has arrived");
            if (isReset)
            {
                connection.Reset();
            }
            else
            {
                connection.Finish();
                (await connection.ReadResponseAsync()).Should().BeNull("the connection is aborted");
            }

            await Eventually.Holds(() => Volatile.Read(ref ended) == i, "the request has ended");
        }

        await Eventually.Holds(() => ConnectionsStopped(app) == Repetitions, "all connections are gone and have logged it");
        handled.Should().Be(0);
        app.Memory.Count.Should().Be(0);
        app.Logs.ErrorTexts.Should().BeEmpty();
        app.Logs.Entries.Where(entry => entry.Category == "Microsoft.AspNetCore.Hosting.Diagnostics")
            .Should().NotContain(entry => Equals(entry["StatusCode"], 500));
        (await app.StatusOfAsync(request, path)).Should().Be(HttpStatusCode.OK);
        handled.Should().Be(1);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production+Handler")]
    public async Task Sender_SendsChunksThatAreNone_IsNoError(string environment)
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                if (environment.EndsWith("+Handler", StringComparison.Ordinal))
                {
                    app.UseExceptionHandler(error => error.Run(http => http.Response.WriteAsync("sorry")));
                }

                app.MapWebhook<CueEvent>((_, _) => Task.CompletedTask);
            },
            options => options.Environment = environment.Split('+')[0]);
        await using RawConnection connection = await app.ConnectAsync();

        await connection.SendAsync(CueRequest.Click().Head(null), "what is this?\r\n"u8.ToArray());

        (await connection.IsEndedAsync()).Should().BeTrue();
        await Eventually.Holds(() => ConnectionsStopped(app) == 1, "the connection is gone and has logged it");
        app.Memory.Count.Should().Be(0);
        app.Logs.ErrorTexts.Should().BeEmpty();
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/webhooks/cue")]
    [InlineData("/free-form")]
    public async Task Sender_HangsUpAfterItsBody_DoesNotCancelTheHandler(string path)
    {
        Signal entered = new(), release = new(), aborted = new();
        bool isCancelled = true;
        async Task Handle(CancellationToken token)
        {
            entered.Set();
            await release.WaitAsync(CancellationToken.None);
            isCancelled = token.IsCancellationRequested;
        }

        await using WebhookApp app = await WebhookApp.StartAsync(app =>
        {
            app.Use((HttpContext http, RequestDelegate next) =>
            {
                http.RequestAborted.Register(aborted.Set);
                return next(http);
            });
            app.MapWebhook<CueEvent>((_, context) => Handle(context.CancellationToken));
            app.MapPost("/free-form", (Webhook<CueEvent> webhook, CancellationToken token) => Handle(token));
        });
        CueRequest request = CueRequest.Click();
        await using (RawConnection connection = await app.ConnectAsync())
        {
            await connection.SendAsync(request.Head(request.Body.Length, path: path), request.Body);
            await entered.WaitAsync();
            connection.Reset();
        }

        await aborted.WaitAsync();
        release.Set();
        await Eventually.Holds(() => app.Logs.Of(1002).Count == 1, "the delivery has ended");

        isCancelled.Should().BeFalse();
        app.Logs.Of(1002).Single()["Outcome"].Should().Be(WebhookOutcome.Processed);
        (await app.StatusOfAsync(request, path)).Should().Be(HttpStatusCode.OK);
        app.Logs.Of(1002)[^1]["Outcome"].Should().Be(WebhookOutcome.Duplicate);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    private static int ConnectionsStopped(WebhookApp app) => app.Logs.Entries.Count(entry =>
        entry.Category == "Microsoft.AspNetCore.Server.Kestrel.Connections" && entry.Id.Name == "ConnectionStop");

    private sealed class MatrixTheoryData : TheoryData<string, bool, bool, string>
    {
        public MatrixTheoryData(string[] environments, bool[] resets, bool[] framings, string[] paths)
        {
            foreach (string environment in environments)
            {
                foreach (bool isReset in resets)
                {
                    foreach (bool isChunked in framings)
                    {
                        foreach (string path in paths)
                        {
                            Add(environment, isReset, isChunked, path);
                        }
                    }
                }
            }
        }
    }
}
