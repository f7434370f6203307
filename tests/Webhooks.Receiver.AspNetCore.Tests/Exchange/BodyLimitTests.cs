using System.Net;
using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>How much a sender can make the server read, and what it is told.</summary>
public sealed class BodyLimitTests
{
    private const long Offered = 50L * 1024 * 1024;

    /// <summary>Far above what sockets and the server's own buffer hold, far below the 30 MB that the server would drain.</summary>
    private const long Bound = 4L * 1024 * 1024;

    private const int PieceSize = 64 * 1024;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(false, "sha256=00")]
    [InlineData(true, "sha256=00")]
    [InlineData(false, "")]
    [InlineData(true, "")]
    public async Task Body_AfterARefusedHeader_IsNotDrained(bool isChunked, string signature)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        (long pushed, RawResponse? response) = await PushAsync(app, isChunked, signature);

        pushed.Should().BeLessThan(Bound);
        response!.Status.Should().Be(401);
        app.Logs.Of(1000).Should().ContainSingle();
        app.Logs.ErrorTexts.Should().BeEmpty();
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_OverTheCap_IsNotDrained(bool isChunked)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        (long pushed, RawResponse? response) = await PushAsync(app, isChunked, CueRequest.Sign([], CueRequest.Secret));

        pushed.Should().BeLessThan(Bound + 2_097_152, "the cap itself is read where the length is not announced");
        response!.Status.Should().Be(413);
        response["Connection"].Should().Be("close");
        app.Memory.Count.Should().Be(0);
        app.Logs.ErrorTexts.Should().BeEmpty();
        (await app.StatusOfAsync(CueRequest.Click())).Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_OfTheDefaultSize_IsAcceptedAndOneMoreByteIsNot(bool isChunked)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);

        (await app.StatusOfAsync(CueRequest.OfSize(2_097_152) with { IsChunked = isChunked })).Should().Be(HttpStatusCode.OK);
        (await RawStatusOfAsync(app, CueRequest.OfSize(2_097_153, "evt_2"), isChunked)).Should().Be(413);

        app.Memory.Count.Should().Be(1);
        app.Logs.ErrorTexts.Should().BeEmpty();
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(100, true)]
    [InlineData(4096, true)]
    [InlineData(4097, true)]
    [InlineData(65_537, true)]
    [InlineData(40_000_000, false)]
    [InlineData(40_000_000, true)]
    public async Task Body_OfExactlyTheConfiguredSize_IsAcceptedAndOneMoreByteIsNot(int size, bool isChunked)
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(
            _ => Task.CompletedTask, options => options.Settings["Webhooks:Cue:MaxRequestBodySize"] = $"{size}");

        (await app.StatusOfAsync(CueRequest.OfSize(size) with { IsChunked = isChunked })).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(CueRequest.OfSize(size - 1, "evt_2") with { IsChunked = isChunked })).Should().Be(HttpStatusCode.OK);
        (await RawStatusOfAsync(app, CueRequest.OfSize(size + 1, "evt_3"), isChunked)).Should().Be(413);

        app.Memory.Count.Should().Be(2);
    }

    [Fact]
    public async Task Body_OneByteAtATime_IsOneBody()
    {
        byte[]? seen = null;
        await using WebhookApp app = await WebhookApp.HandleAsync(delivery =>
        {
            seen = delivery.Context.Delivery.Body.ToArray();
            return Task.CompletedTask;
        });
        await using RawConnection connection = await app.ConnectAsync();
        CueRequest request = CueRequest.Click();

        await connection.SendAsync(request.Head(null));
        foreach (byte one in request.Body)
        {
            await connection.SendAsync(CueRequest.Chunk([one]));
        }

        await connection.SendAsync(CueRequest.Chunk([]));

        (await connection.ReadResponseAsync())!.Status.Should().Be(200);
        seen.Should().Equal(request.Body);
    }

    /// <summary>The sender waits for permission; a refused header gives none.</summary>
    [Fact]
    public async Task Body_OfferedWithExpectContinue_IsAskedForOnlyAfterTheHeadersPassed()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);
        await using RawConnection refused = await app.ConnectAsync();
        await using RawConnection accepted = await app.ConnectAsync();
        CueRequest request = CueRequest.Click();

        await refused.SendAsync(Expecting(request.Head(request.Body.Length, "sha256=00")));
        (await refused.ReadResponseAsync())!.Status.Should().Be(401);
        await accepted.SendAsync(Expecting(request.Head(request.Body.Length)));
        (await accepted.ReadResponseAsync())!.Status.Should().Be(100);
        await accepted.SendAsync(request.Body);
        (await accepted.ReadResponseAsync())!.Status.Should().Be(200);
    }

    private static byte[] Expecting(byte[] head) => [.. head.AsSpan(0, head.Length - 2), .. "Expect: 100-continue\r\n\r\n"u8];

    private static async Task<int> RawStatusOfAsync(WebhookApp app, CueRequest request, bool isChunked)
    {
        await using RawConnection connection = await app.ConnectAsync();
        Task<RawResponse?> reading = connection.ReadResponseAsync();
        await connection.SendAsync(request.Head(isChunked ? null : request.Body.Length));
        await connection.PushAsync(isChunked ? [.. CueRequest.Chunk(request.Body), .. CueRequest.Chunk([])] : request.Body, 1, Eventually.Limit);
        return (await reading)!.Status;
    }

    private static async Task<(long Pushed, RawResponse? Response)> PushAsync(WebhookApp app, bool isChunked, string signature)
    {
        await using RawConnection connection = await app.ConnectAsync();
        byte[] piece = new byte[PieceSize];
        Task<RawResponse?> reading = connection.ReadResponseAsync();
        await connection.SendAsync(CueRequest.Click().Head(isChunked ? null : Offered, signature));
        long pushed = await connection.PushAsync(isChunked ? CueRequest.Chunk(piece) : piece, Offered, _patience);
        return (pushed, await reading);
    }
}
