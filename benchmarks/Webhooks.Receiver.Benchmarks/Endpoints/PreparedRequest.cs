using System.Buffers;
using Microsoft.AspNetCore.Http;
using Webhooks.Receiver.Benchmarks.Deliveries;

namespace Webhooks.Receiver.Benchmarks.Endpoints;

/// <summary>A delivery as a server holds it in memory: parsed headers, and a body in segments of 4 KiB.</summary>
internal sealed class PreparedRequest
{
    private const int SegmentSize = 4096;

    public PreparedRequest(PreparedDelivery delivery)
    {
        Headers = new HeaderDictionary();
        Headers.ContentType = "application/json";
        Headers.ContentLength = delivery.Body.Length;
        foreach ((string name, string value) in delivery.Headers)
        {
            Headers[name] = value;
        }

        Body = Segments.Create(delivery.Body, SegmentSize);
    }

    public IHeaderDictionary Headers { get; }

    public ReadOnlySequence<byte> Body { get; }
}
