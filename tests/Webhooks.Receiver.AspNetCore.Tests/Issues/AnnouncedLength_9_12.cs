using Webhooks.Receiver.AspNetCore.Tests.Support;

namespace Webhooks.Receiver.AspNetCore.Tests.Issues;

/// <summary>Issue 9.12: one byte of a body announced with 2 MiB rented 64 KiB, and 2,000 slow connections held 165 MB.</summary>
[Collection(RunsAlone.Name)]
public sealed class AnnouncedLength_9_12
{
    private const int Connections = 50;
    private const int Announced = 2_097_152;

    [Fact]
    public async Task Body_OfWhichOneByteHasCome_TakesLittleMemory()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);
        List<RawConnection> connections = [];
        int timers = app.Clock.WaitingTimers;
        using var rented = new RentedArrays();
        try
        {
            for (int i = 0; i < Connections; i++)
            {
                RawConnection connection = await app.ConnectAsync();
                connections.Add(connection);
                await connection.SendAsync(CueRequest.Click().Head(Announced), [(byte)'{']);
            }

            await Eventually.Holds(() => app.Clock.WaitingTimers == timers + Connections, "all bodies are being read");
            await Eventually.Holds(() => rented.Sizes.Count(size => size == 4096) >= Connections, "each byte has come, and is held in one of these");
        }
        finally
        {
            foreach (RawConnection connection in connections)
            {
                await connection.DisposeAsync();
            }
        }

        rented.Sizes.Count(size => size > 4096).Should().BeLessThan(Connections, "the test's own and the runner's are among them");
    }

    [Fact]
    public async Task Body_ThatComesInPieces_IsHeldInNoLargeObjects()
    {
        await using WebhookApp app = await WebhookApp.HandleAsync(_ => Task.CompletedTask);
        CueRequest request = CueRequest.OfSize(Announced);
        using var rented = new RentedArrays();

        await using RawConnection connection = await app.ConnectAsync();
        await connection.SendAsync(request.Head(Announced));
        for (int sent = 0, size = 1; sent < Announced; sent += size, size = Math.Min(Announced - sent, 1000 + size))
        {
            await connection.SendAsync(request.Body[sent..(sent + size)]);
        }

        (await connection.ReadResponseAsync())!.Status.Should().Be(200);
        app.Memory.Count.Should().Be(1);
        rented.Sizes.Count(size => size > 64 * 1024).Should().BeLessThan(10, "only what is authentic is joined, once");
    }
}
