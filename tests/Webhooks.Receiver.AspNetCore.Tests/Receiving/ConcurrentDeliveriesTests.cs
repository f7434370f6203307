using System.Net;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

public sealed class ConcurrentDeliveriesTests
{
    private const int Senders = 200;
    private const int Rounds = 2;

    public static TheoryData<string, bool> Endpoints
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (ProviderUnderTest provider in ProvidersUnderTest.All)
            {
                data.Add(provider.Name, false);
                data.Add(provider.Name, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Endpoint_OneEventManyTimesAtOnce_HandlesItOnce(string name, bool isFreeForm)
    {
        ProviderUnderTest provider = ProvidersUnderTest.Named(name);
        int handled = 0;
        Signal release = new();
        Task Handle(CancellationToken token)
        {
            Interlocked.Increment(ref handled);
            return release.WaitAsync(token);
        }

        await using WebhookApp app = await WebhookApp.StartAsync(
            app =>
            {
                provider.Map(app, (_, context) => Handle(context.CancellationToken));
                provider.MapFreeForm(app, async (_, token) =>
                {
                    await Handle(token);
                    return Results.Ok();
                });
            },
            options => provider.Configure(options));
        for (int round = 0; round < Rounds; round++)
        {
            release = new Signal();
            handled = 0;
            byte[] body = provider.Body($"7{round}");
            int answered = 0;
            async Task<HttpStatusCode> SendAsync()
            {
                HttpStatusCode status = await app.StatusOfAsync(
                    provider.Message(body, app.Clock.GetUtcNow(), path: isFreeForm ? provider.FreeFormPath : null));
                Interlocked.Increment(ref answered);
                return status;
            }

            Task<HttpStatusCode>[] senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync))];
            // All but the one that is being handled come back while it runs; in odd rounds it ends in the middle of them.
            int enough = round % 2 == 0 ? Senders - 1 : Senders / 4;
            await Eventually.Holds(() => Volatile.Read(ref answered) >= enough, "the others are answered");
            release.Set();
            HttpStatusCode[] meanwhile = await Task.WhenAll(senders);

            handled.Should().Be(1);
            meanwhile.Should().OnlyContain(status => status == HttpStatusCode.OK || status == provider.Busy);
            meanwhile.Should().Contain(HttpStatusCode.OK).And.Contain(provider.Busy);
            HttpStatusCode[] afterwards = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync()));
            afterwards.Should().OnlyContain(status => status == HttpStatusCode.OK);
            handled.Should().Be(1);
        }

        app.Logs.ErrorTexts.Should().BeEmpty();
    }
}
