using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Receiver.Benchmarks.Deliveries;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Testing;

namespace Webhooks.Receiver.Benchmarks.Gate.Rows;

/// <summary>Verification, compared with the platform's one-shot HMAC over the same body and a fixed-time comparison.</summary>
internal static class SignatureRows
{
    private const int Small = 512;
    private const int SegmentSize = 4096;
    private const string Secret = CueDeliveries.Secret;

    private static readonly CueWebhooks _cue = new(Secret);

    public static IEnumerable<Func<GateRow>> All() =>
    [
        () => new GateRow("the platform's calls alone, 512 B", PlatformAlone(Small)) { Baseline = OneShot(Small) },
        () => Row("verify, Cue, 512 B", 0.60, Accept(Small), Small),
        () => Row("verify, Cue, 512 B, first of two secrets", 0.60, AcceptFirstOfTwo(), Small),
        () => Row("verify, CueAPI, 512 B", 0.65, AcceptCueApi(), Small),
        () => Row("verify, CubeConnect, 512 B", 0.70, AcceptCubeConnect(), Small),
        () => Row("verify, 64 KiB", 1.02, Accept(64 * 1024), 64 * 1024),
        () => Row("verify, 1 MiB", 1.02, Accept(1024 * 1024), 1024 * 1024),
        () => Row("verify, 1 MiB in 4 KiB segments", 1.10, AcceptSegments(1024 * 1024), 1024 * 1024),
        () => Row("malformed or missing header", 0.05, RefuseHeaders(), Small),
        () => Row("forged, 512 B", 1.05, Forged(), Accept(Small)),
    ];

    private static GateRow Row(string name, double goal, Contestant ours, int size) => Row(name, goal, ours, OneShot(size));

    private static GateRow Row(string name, double goal, Contestant ours, Contestant baseline) =>
        new(name, ours) { Baseline = baseline, TimeGoal = goal, BytesGoal = 0 };

    private static Contestant OneShot(int size)
    {
        byte[] key = Encoding.UTF8.GetBytes(Secret);
        byte[] body = CueDeliveries.CreateBody(size);
        byte[] mac = HMACSHA256.HashData(key, body);
        return Contestant.Create("one-shot HMAC", () =>
        {
            Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(key, body, computed);
            return CryptographicOperations.FixedTimeEquals(computed, mac);
        });
    }

    /// <summary>What any code has to call: hash with a state that is kept, decode the signature, compare. No checks, no second thread.</summary>
    private static Contestant PlatformAlone(int size)
    {
        byte[] body = CueDeliveries.CreateBody(size);
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body));
        var state = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Secret));
        return Contestant.Create("platform", () =>
        {
            Span<byte> sent = stackalloc byte[HMACSHA256.HashSizeInBytes];
            Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
            Convert.FromHexString(signature, sent, out _, out _);
            state.AppendData(body);
            state.GetHashAndReset(computed);
            return CryptographicOperations.FixedTimeEquals(computed, sent);
        });
    }

    private static Contestant Accept(int size)
    {
        PreparedDelivery delivery = CueDeliveries.Signed(CueDeliveries.CreateBody(size));
        return Contestant.Create("accepted", () => _cue.Verify(delivery.Body, delivery.Signature).IsValid);
    }

    private static Contestant AcceptCueApi()
    {
        byte[] body = CueDeliveries.CreateBody(Small);
        var cueApi = new CueApiWebhooks(Secret);
        (string signature, string timestamp) = Headers(CueApiEvent.Provider.Scheme!, body);
        return Contestant.Create("accepted", () => cueApi.Verify(body, signature, timestamp).IsValid);
    }

    private static Contestant AcceptCubeConnect()
    {
        byte[] body = CueDeliveries.CreateBody(Small);
        var cubeConnect = new CubeConnectWebhooks(Secret);
        (string signature, string timestamp) = Headers(CubeConnectEvent.Provider.Scheme!, body);
        return Contestant.Create("accepted", () => cubeConnect.Verify(body, signature, timestamp).IsValid);
    }

    private static (string Signature, string Timestamp) Headers(SignatureScheme scheme, byte[] body)
    {
        var headers = WebhookHeaders.From(WebhookSigner.Sign(scheme, Secret, body));
        return (headers[scheme.Header!].ToString(), headers[scheme.Timestamp!.Header!].ToString());
    }

    private static Contestant AcceptSegments(int size)
    {
        PreparedDelivery delivery = CueDeliveries.Signed(CueDeliveries.CreateBody(size));
        ReadOnlySequence<byte> body = Segments.Create(delivery.Body, SegmentSize);
        return Contestant.Create("accepted", () => _cue.Verify(body, delivery.Signature).IsValid);
    }

    private static Contestant AcceptFirstOfTwo()
    {
        var cue = new CueWebhooks(Secret, "the secret that was used before");
        PreparedDelivery delivery = CueDeliveries.Signed(CueDeliveries.CreateBody(Small));
        return Contestant.Create("accepted", () => cue.Verify(delivery.Body, delivery.Signature).IsValid);
    }

    private static Contestant RefuseHeaders()
    {
        byte[] body = CueDeliveries.CreateBody(Small);
        string malformed = "sha256=" + new string('z', 64);
        int number = 0;
        return Contestant.Create("refused", () => number++ % 2 == 0
            ? _cue.Verify(body, malformed).Failure == SignatureFailure.SignatureMalformed
            : _cue.Verify(body, (string?)null).Failure == SignatureFailure.SignatureMissing);
    }

    private static Contestant Forged()
    {
        PreparedDelivery delivery = CueDeliveries.Forged(CueDeliveries.CreateBody(Small));
        return Contestant.Create("forged", () => _cue.Verify(delivery.Body, delivery.Signature).Failure == SignatureFailure.SignatureMismatch);
    }
}
