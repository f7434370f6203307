using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.Benchmarks.Running;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Benchmarks.Signatures;

/// <summary>Measures the cost of a large body in the server's segments, compared with a body in one array.</summary>
public class SegmentBenchmarks
{
    private const int BodySize = 1024 * 1024;
    private const int SegmentSize = 4 * 1024;

    private static readonly byte[] _key = Encoding.UTF8.GetBytes(CueDeliveries.Secret);

    private readonly CueWebhooks _webhooks = new(CueDeliveries.Secret);

    private SignedBody _body = null!;
    private ReadOnlySequence<byte> _segments;
    private byte[] _mac = null!;

    [GlobalSetup]
    public void SignBody()
    {
        PreparedDelivery delivery = CueDeliveries.Signed(CueDeliveries.CreateBody(BodySize));
        _body = SignedBody.Create(delivery.Body, delivery.Headers);
        _segments = Segments.Create(delivery.Body, SegmentSize);
        _mac = HMACSHA256.HashData(_key, delivery.Body);
    }

    [Benchmark(Baseline = true), AllocatesAtMost(0)]
    public void OneShotHmac()
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, _body.Bytes, mac);
        Expect.That(CryptographicOperations.FixedTimeEquals(mac, _mac));
    }

    [Benchmark, AllocatesAtMost(0)]
    public void InOnePiece() => Expect.That(_webhooks.Verify(_body.Bytes, _body.Signature).IsValid);

    [Benchmark, AllocatesAtMost(0)]
    public void InSegments() => Expect.That(_webhooks.Verify(_segments, _body.Signature).IsValid);
}
