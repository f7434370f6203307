using System.IO.Pipelines;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using Webhooks.Receiver.Cue;
using static Webhooks.Receiver.AspNetCore.Tests.StartingApp;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>Issue 9.17: the body as a stream or a pipe was empty for the handler, and the sender got 200.</summary>
public sealed class BodyParameters_9_17
{
    public static TheoryData<Delegate> Handlers =>
    [
        (Webhook<CueEvent> webhook, Stream body) => { },
        (Webhook<CueEvent> webhook, PipeReader body) => { },
        (Webhook<CueEvent> webhook, [FromBody] Stream body) => { },
        (Webhook<CueEvent> webhook, [FromBody] PipeReader body) => { },
    ];

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Parameter_BodyAsStreamOrPipe_Throws(Delegate handler) => await ShouldNotStartAsync(
        "The endpoint '/free' binds the parameter 'body' from the body, so that no bytes are left to verify. "
        + "Remove it: the Webhook parameter has the event and the raw body.",
        app => app.MapPost("/free", handler));

    [Fact]
    public async Task Parameter_StreamThatIsAService_IsHandedOver()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapPost("/free", async (Webhook<CueEvent> webhook, [FromServices] Stream one, [FromKeyedServices("two")] Stream two) =>
                $"{webhook.Event.Id}:{await ReadAsync(one)}:{await ReadAsync(two)}"),
            options => options.Builder = builder => builder.Services
                .AddScoped<Stream>(_ => new MemoryStream("one"u8.ToArray()))
                .AddKeyedScoped<Stream>("two", (_, _) => new MemoryStream("two"u8.ToArray())));

        using HttpResponseMessage response = await app.SendAsync(CueRequest.Click(), "/free");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Be("evt_1:one:two");
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
