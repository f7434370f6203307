using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.Tests;

/// <summary>Alone: a collection that another test brings about counts the rest of a thread's allocation buffer as allocated.</summary>
[Collection(RunsAlone.Name)]
public sealed class SignatureVerifierAllocationTests
{
    private const int Calls = 200;
    private const int Attempts = 10;

    public static TheoryData<int> BodySizes => [512, 1024 * 1024];

    [Theory]
    [MemberData(nameof(BodySizes))]
    public void Verify_AuthenticOrForgedBody_AllocatesNothing(int size)
    {
        foreach (Sender sender in Senders.All)
        {
            SignatureVerifier verifier = new(sender.Scheme, ["0b0b", sender.Secret], new ManualTimeProvider());
            SignedDelivery delivery = sender.Sign(new byte[size]);
            SignatureHeaders headers = delivery.Headers;
            WebhookHeaders all = sender.List(delivery);
            byte[] authentic = delivery.Body;
            byte[] forged = new byte[size];
            forged[^1] = 1;
            ReadOnlySequence<byte> pieces = BodyPieces.Cut(authentic, size / 3, size / 2);

            ShouldAllocateNothing(() => verifier.Verify(authentic, headers), isValid: true, size);
            ShouldAllocateNothing(() => verifier.Verify(forged, headers), isValid: false, size);
            ShouldAllocateNothing(() => verifier.Verify(pieces, headers), isValid: true, size);
            ShouldAllocateNothing(() => verifier.Verify(authentic, all), isValid: true, size);
            ShouldAllocateNothing(() => verifier.Verify(pieces, all), isValid: true, size);
        }
    }

    [Theory]
    [InlineData("1773424274")]
    [InlineData("2026-03-13T20:51:14+03:00")]
    [InlineData("2026-03-13T17:51:14.123456789Z")]
    public void Verify_EachTimestampFormat_AllocatesNothing(string timestamp)
    {
        SignatureVerifier verifier = Senders.CubeConnect.Verifier();
        SignedDelivery delivery = Senders.CubeConnect.Sign("{}", timestamp);
        byte[] body = delivery.Body;
        SignatureHeaders headers = delivery.Headers;

        ShouldAllocateNothing(() => verifier.Verify(body, headers), isValid: true, body.Length);
    }

    [Theory]
    [InlineData(SignatureAlgorithm.HmacSha1)]
    [InlineData(SignatureAlgorithm.HmacSha256)]
    [InlineData(SignatureAlgorithm.HmacSha384)]
    [InlineData(SignatureAlgorithm.HmacSha512)]
    public void Verify_HmacOfTheWholeRequest_AllocatesNothing(SignatureAlgorithm algorithm)
    {
        var scheme = new SignatureScheme
        {
            Header = "S",
            Algorithm = algorithm,
            Encoding = SignatureEncoding.Base64,
            Timestamp = SignatureTimestamp.InHeader("T", TimestampFormats.UnixMilliseconds | TimestampFormats.Rfc1123),
            SignedContent =
            [
                SignedPart.Timestamp, SignedPart.Method, SignedPart.Url, SignedPart.PathAndQuery, SignedPart.Header("X"), SignedPart.BodyHash,
            ],
        };
        byte[] body = new byte[512];
        var request = new WebhookRequest("POST", "https://h/" + new string('u', 2000), [KeyValuePair.Create("X", "1")], body);
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(1773424274);
        var all = WebhookHeaders.From([.. Testing.WebhookSigner.Sign(scheme, "k", request, now), KeyValuePair.Create("X", "1")]);
        SignatureHeaders headers = SignatureHeaders.From(scheme, all, request.Method, request.Url);
        var verifier = new SignatureVerifier(scheme, ["k"], new ManualTimeProvider(now));

        ShouldAllocateNothing(() => verifier.Verify(body, headers), isValid: true, body.Length);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public void Verify_PartOfOwnCode_AllocatesNothing(int length)
    {
        byte[] part = new byte[length];
        var scheme = new SignatureScheme
        {
            Header = "S",
            SignedContent = [SignedPart.Method, SignedPart.Custom((_, _, output) => Write(output, part), coversBody: false), SignedPart.Body],
        };
        byte[] body = new byte[512];
        var all = WebhookHeaders.From(Testing.WebhookSigner.Sign(scheme, "k", new WebhookRequest("POST", "/", [], body)));
        SignatureHeaders headers = SignatureHeaders.From(scheme, all, "POST");
        var verifier = new SignatureVerifier(scheme, ["k"]);

        ShouldAllocateNothing(() => verifier.Verify(body, headers), isValid: true, body.Length);
    }

    [Fact]
    public void Verify_SharedSecret_AllocatesNothing()
    {
        var scheme = new SignatureScheme { Header = "S", Algorithm = SignatureAlgorithm.SharedSecret, SignedContent = [] };
        var verifier = new SignatureVerifier(scheme, ["a", "s3cret"]);
        SignatureHeaders headers = new("s3cret");
        SignatureHeaders other = new("S3cret");
        byte[] body = new byte[512];

        ShouldAllocateNothing(() => verifier.Verify(body, headers), isValid: true, body.Length);
        ShouldAllocateNothing(() => verifier.Verify(body, other), isValid: false, body.Length);
    }

    [Fact]
    public void Verify_MalformedHeaders_AllocateNothing()
    {
        foreach (Sender sender in Senders.All)
        {
            SignatureVerifier verifier = sender.Verifier();
            SignedDelivery delivery = sender.Sign(new byte[512]);
            byte[] body = delivery.Body;
            foreach (SignatureHeaders headers in new SignatureHeaders[]
            {
                default,
                delivery.Headers with { Signature = "" },
                delivery.Headers with { Signature = new StringValues([delivery.Signature, delivery.Signature]) },
                delivery.Headers with { Signature = delivery.Signature[..^1] + "!" },
                delivery.Headers with { Signature = new string(',', 4096) },
                delivery.Headers with { Signature = string.Join(sender.Scheme.Format.Separator ?? ',', Enumerable.Repeat(delivery.Signature, 100)) },
            })
            {
                ShouldAllocateNothing(() => verifier.Verify(body, headers), isValid: false, body.Length);
            }

            if (sender.HasTimestampHeader)
            {
                SignatureHeaders headers = delivery.Headers with { Timestamp = "2026-02-30T17:51:14Z" };
                ShouldAllocateNothing(() => verifier.Verify(body, headers), isValid: false, body.Length);
            }
        }
    }

    private static void ShouldAllocateNothing(
        Func<SignatureResult> verify, bool isValid, int bodySize, [CallerArgumentExpression(nameof(verify))] string what = "")
    {
        int calls = bodySize > 4096 ? Calls / 25 : Calls;
        Count(verify, isValid, calls).Should().Be(calls, "of {0}, which also warms up", what);

        // What allocates does so in every attempt; what the runtime does once on this thread, it does in one.
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && allocated > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            int right = Count(verify, isValid, calls);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            right.Should().Be(calls);
        }

        allocated.Should().Be(0, "of {0}", what);
    }

    private static bool Write(IBufferWriter<byte> output, byte[] part)
    {
        output.Write(part);
        return true;
    }

    private static int Count(Func<SignatureResult> verify, bool isValid, int calls)
    {
        int right = 0;
        for (int i = 0; i < calls; i++)
        {
            right += verify().IsValid == isValid ? 1 : 0;
        }

        return right;
    }
}
