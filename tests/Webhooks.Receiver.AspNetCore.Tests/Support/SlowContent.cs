using System.Net;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Sends the first half of a body, and the rest only when told.</summary>
internal sealed class SlowContent(byte[] body, Signal rest) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
        await stream.FlushAsync();
        await rest.WaitAsync();
        await stream.WriteAsync(body.AsMemory(body.Length / 2));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
