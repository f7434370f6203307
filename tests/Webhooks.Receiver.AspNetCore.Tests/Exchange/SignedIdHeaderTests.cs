using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Webhooks.Receiver.AspNetCore.Tests.Support;
using static Webhooks.Receiver.AspNetCore.Tests.Support.RawHttp2Connection;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>
/// An id in a signed header. White space around it is not part of it, also where the server leaves it there: otherwise a captured delivery
/// would be another event with each space more.
/// </summary>
public sealed class SignedIdHeaderTests
{
    private const string Secret = "a-secret-of-the-tests-7d2a";
    private const string Body = "{}";

    [Theory]
    [InlineData("msg_1 ")]
    [InlineData(" msg_1")]
    [InlineData("msg_1\t")]
    [InlineData("\t msg_1 \t ")]
    public async Task Http2_SpaceAroundTheId_IsTheSameEvent(string replayed)
    {
        List<string> handled = [];
        await using WebhookApp app = await WebhookApp.StartAsync(
            app => app.MapWebhook<IdSignedEvent>("/hook", (e, _) =>
            {
                handled.Add(e.Id);
                return Task.CompletedTask;
            }),
            options =>
            {
                options.Protocols = HttpProtocols.Http2;
                options.Settings["Webhooks:idsigned:Secrets:0"] = Secret;
            });

        (await StatusOfAsync(app, "msg_1")).Should().Be(200);
        (await StatusOfAsync(app, replayed)).Should().Be(200);

        handled.Should().Equal("msg_1");
        app.Logs.Of(1002).Select(entry => entry["Outcome"]).Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Duplicate);
    }

    private static async Task<int?> StatusOfAsync(WebhookApp app, string id)
    {
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"msg_1.{Body}")));
        await using RawHttp2Connection connection = await OpenAsync(app.Address);
        await connection.SendAsync(
            Frame(Headers, EndHeaders, Fields(
                (":method", "POST"), (":scheme", "http"), (":path", "/hook"), (":authority", "localhost"), ("content-type", "application/json"),
                ("x-id", id), ("x-signature", signature))),
            Frame(Data, EndStream, Encoding.ASCII.GetBytes(Body)));
        return await connection.ReadStatusAsync();
    }
}
