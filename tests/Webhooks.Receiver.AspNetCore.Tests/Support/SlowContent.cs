using System.Net;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Sends the first half of a body, and the rest only when told.</summary>
internal sealed class SlowContent(byte[] body, Signal rest) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body.AsMemory(0, body.Length / 2), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await rest.WaitAsync(cancellationToken);
        await stream.WriteAsync(body.AsMemory(body.Length / 2), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
