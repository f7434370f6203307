using System.Net;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>After any answer the same sender gets its next delivery through.</summary>
public sealed class KeepAliveTests
{
    public static TheoryData<string, bool> Refusals => new()
    {
        { "Unauthenticated", false }, { "Unauthenticated", true }, { "Header", false }, { "Header", true },
        { "LargeHeader", false }, { "LargeHeader", true }, { "Malformed", false }, { "Malformed", true },
        { "TooLarge", false }, { "TooLarge", true }, { "Duplicate", false }, { "Duplicate", true },
        { "Media", false }, { "Media", true },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Sender_AfterAnyAnswer_GetsItsNextDeliveryThrough(string what, bool isChunked)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Task.CompletedTask, options => options.Settings["Webhooks:Cue:MaxRequestBodySize"] = "100000");
        (await app.StatusOfAsync(CueRequest.Click("evt_first"))).Should().Be(HttpStatusCode.OK);
        for (int i = 0; i < 10; i++)
        {
            CueRequest request = what switch
            {
                "Unauthenticated" => CueRequest.Click() with { SignedWith = "another" },
                "Malformed" => CueRequest.Of("{}"),
                "TooLarge" => CueRequest.OfSize(100_001),
                "Media" => CueRequest.Click() with { ContentType = "text/plain" },
                "LargeHeader" => CueRequest.OfSize(90_000),
                _ => CueRequest.Click("evt_first"),
            };
            using HttpRequestMessage message = (request with { IsChunked = isChunked }).ToMessage();
            if (what.EndsWith("Header", StringComparison.Ordinal))
            {
                message.Headers.Remove("cue-signature");
            }

            if (await StatusOfAsync(app, message, isLarge: what is "TooLarge" or "LargeHeader") is { } refused)
            {
                refused.Should().Be(what switch
                {
                    "Malformed" => 400,
                    "TooLarge" => 413,
                    "Duplicate" => 200,
                    "Media" => 415,
                    _ => 401,
                });
            }

            (await app.StatusOfAsync(CueRequest.Click($"evt_{i}"))).Should().Be(HttpStatusCode.OK);
        }

        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("sha256=00", 401)]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000", 401)]
    [InlineData(null, 200)]
    public async Task Connection_AfterASmallBody_IsKept(string? signature, int status)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);
        await using RawConnection connection = await app.ConnectAsync();
        for (int i = 0; i < 5; i++)
        {
            CueRequest first = CueRequest.Click("evt_first"), next = CueRequest.Click($"evt_{i}");
            await connection.SendAsync(first.Head(first.Body.Length, signature), first.Body);
            (await connection.ReadResponseAsync())!.Status.Should().Be(status);
            await connection.SendAsync(next.Head(null), CueRequest.Chunk(next.Body), CueRequest.Chunk([]));
            (await connection.ReadResponseAsync())!.Status.Should().Be(200);
        }
    }

    /// <summary>
    /// A body that is too large to drain is cut off, and the client may find that out while it still writes: then there is no
    /// status to read, which is no matter for the next delivery.
    /// </summary>
    private static async Task<int?> StatusOfAsync(WebhookApp app, HttpRequestMessage message, bool isLarge)
    {
        try
        {
            using HttpResponseMessage response = await app.Client.SendAsync(message);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException) when (isLarge)
        {
            return null;
        }
    }
}
