using System.Security.Cryptography;

namespace Webhooks.Receiver.Tests;

/// <summary>Bodies in several pieces of caller-owned memory.</summary>
public sealed class WebhookBodyTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 7)]
    [InlineData(70_000, 65_536)]
    [InlineData(1_048_576, 65_536)]
    public void Span_OfPieces_IsTheWholeBody(int size, int piece)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(size);
        var owner = new Owner();
        using var body = new WebhookBody(Cut(bytes, piece), owner);

        body.Length.Should().Be(size);
        body.Span.SequenceEqual(bytes).Should().BeTrue();
        body.Span.SequenceEqual(bytes).Should().BeTrue("it is joined once and stays so");
        body.ToArray().Should().Equal(bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_OfPieces_GivesThemBackOnce(bool isJoinedBefore)
    {
        var owner = new Owner();
        var body = new WebhookBody(Cut(new byte[100], 10), owner);
        if (isJoinedBefore)
        {
            _ = body.Span;
            owner.Disposals.Should().Be(1, "the pieces are of no use any more");
        }

        body.Dispose();
        body.Dispose();

        owner.Disposals.Should().Be(1);
        Action read = () => _ = body.Span;
        read.Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task ReceiveAsync_AuthenticBodyInPieces_IsHandledByteForByte()
    {
        await using var harness = new ReceiverHarness();
        byte[] text = System.Text.Encoding.UTF8.GetBytes(CueDelivery.ClickBody("evt_1").PadRight(200_000));
        WebhookRequest request = CueDelivery.Signed(System.Text.Encoding.UTF8.GetString(text));
        var owner = new Owner();
        byte[]? seen = null;

        WebhookReceiveResult result = await harness.Receive(
            new BufferedSource(request) { Result = WebhookBodyResult.Read(new WebhookBody(Cut(text, 65_536), owner)) },
            (_, context) =>
            {
                seen = context.Delivery.Body.ToArray();
                return Task.CompletedTask;
            });

        result.Outcome.Should().Be(WebhookOutcome.Processed);
        seen.Should().Equal(text);
        owner.Disposals.Should().Be(1);
    }

    [Fact]
    public async Task ReceiveAsync_ForgedBodyInPieces_IsRefusedAndGivenBack()
    {
        await using var harness = new ReceiverHarness();
        byte[] forged = new byte[200_000];
        var owner = new Owner();

        WebhookReceiveResult result = await harness.Receive(
            new BufferedSource(CueDelivery.Click()) { Result = WebhookBodyResult.Read(new WebhookBody(Cut(forged, 65_536), owner)) },
            (_, _) => throw new InvalidOperationException("No handler may see this delivery."));

        result.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch);
        owner.Disposals.Should().Be(1);
    }

    private static System.Buffers.ReadOnlySequence<byte> Cut(byte[] bytes, int piece) =>
        BodyPieces.Cut(bytes, [.. Enumerable.Range(1, bytes.Length / piece).Select(number => number * piece)]);

    private sealed class Owner : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
