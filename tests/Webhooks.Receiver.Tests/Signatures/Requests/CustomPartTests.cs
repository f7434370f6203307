using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Receiver.Tests;

/// <summary>Parts that code of the user writes.</summary>
public sealed class CustomPartTests
{
    private const string Secret = "k";

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 1)]
    [InlineData(5000, 1)]
    [InlineData(5000, 7)]
    [InlineData(100_000, 4096)]
    [InlineData(100_000, 50_000)]
    public void Verify_PartWrittenInPiecesOfAnySize_IsHashedAsWritten(int size, int piece)
    {
        byte[] body = new byte[size];
        Random.Shared.NextBytes(body);
        byte[] content = [(byte)'<', .. body.Select(Invert), (byte)'>'];
        var headers = new SignatureHeaders(Sender.Hex(HMACSHA256.HashData(Sender.Utf8(Secret), content))) { All = WebhookHeaders.Empty, Method = "POST" };
        SignatureVerifier verifier = Make(SignedPart.Custom((received, _, output) =>
        {
            byte[] inverted = [.. received.ToArray().Select(Invert)];
            for (int at = 0; at < inverted.Length; at += piece)
            {
                output.Write(inverted.AsSpan(at, Math.Min(piece, inverted.Length - at)));
            }

            return true;
        }, coversBody: true));

        verifier.Verify(body, headers).Failure.Should().BeNull();
        verifier.Verify(BodyPieces.Cut(body, size / 3, size / 2), headers).Failure.Should().BeNull();
        verifier.Verify([.. body, 0], headers).Failure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Verify_CodeThatVerifiesSomethingItself_IsHashedAsWritten()
    {
        SignatureVerifier inner = Make(SignedPart.Custom((_, _, output) => Write(output, "inner"), coversBody: true));
        SignatureVerifier verifier = Make(SignedPart.Custom(
            (body, _, output) => Write(output, "out") && inner.Verify(body, Headers("<inner>")).IsValid && Write(output, "er"), coversBody: true));

        verifier.Verify("{}"u8, Headers("<outer>")).Failure.Should().BeNull();
        verifier.Verify("{}"u8, Headers("<outer>")).Failure.Should().BeNull("a writer is used again");
    }

    [Fact]
    public void Verify_CodeThatWritesLater_ThrowsThere()
    {
        IBufferWriter<byte>? kept = null;
        SignatureVerifier verifier = Make(SignedPart.Custom((_, _, output) => Write(kept = output, "x"), coversBody: true));
        verifier.Verify("{}"u8, Headers("<x>")).Failure.Should().BeNull();

        Action write = () => Write(kept!, "y");

        write.Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Verify_CodeThatFindsNoPart_IsRefused()
    {
        SignatureVerifier verifier = Make(SignedPart.Custom((_, _, output) =>
        {
            output.Write("x"u8);
            return false;
        }, coversBody: true));

        verifier.Verify("{}"u8, Headers("<x>")).Failure.Should().Be(SignatureFailure.NotVerified);
        verifier.Verify("{}"u8, Headers("<>")).Failure.Should().Be(SignatureFailure.NotVerified);
    }

    [Fact]
    public void Verify_CodeThatThrows_IsRefusedAndStillWorksLater()
    {
        int calls = 0;
        SignatureVerifier verifier = Make(SignedPart.Custom((body, _, output) =>
        {
            output.Write("x"u8);
            return calls++ % 2 == 0 ? throw new InvalidOperationException("canary") : true;
        }, coversBody: true));

        verifier.Verify("{}"u8, Headers("<x>")).Failure.Should().Be(SignatureFailure.NotVerified);
        verifier.Verify("{}"u8, Headers("<x>")).Failure.Should().BeNull("nothing of the failed call is left in the hash state");
    }

    [Fact]
    public void Verify_CodeThatDoesNotUseTheUrl_DoesNotGetIt()
    {
        string? url = "unset";
        SignatureVerifier Of(bool usesUrl) => Make(SignedPart.Custom((_, headers, _) =>
        {
            url = headers.Url;
            return true;
        }, coversBody: true, usesUrl));

        Of(usesUrl: false).Verify("{}"u8, Headers("<>") with { Url = "https://h/" }).Failure.Should().BeNull();
        url.Should().BeNull("its host may be the sender's choice");

        Of(usesUrl: true).Verify("{}"u8, Headers("<>") with { Url = "https://h/" }).Failure.Should().BeNull();
        url.Should().Be("https://h/");
    }

    [Fact]
    public void Custom_NoCode_Throws()
    {
        Action make = () => SignedPart.Custom(null!, coversBody: true);
        Action header = () => SignedPart.Header(" ");

        make.Should().Throw<ArgumentNullException>();
        header.Should().Throw<ArgumentException>();
    }

    private static bool Write(IBufferWriter<byte> output, string text)
    {
        Encoding.UTF8.GetBytes(text, output);
        return true;
    }

    private static byte Invert(byte value) => (byte)~value;

    private static SignatureHeaders Headers(string content) =>
        new(Sender.Hex(HMACSHA256.HashData(Sender.Utf8(Secret), Encoding.UTF8.GetBytes(content)))) { All = WebhookHeaders.Empty, Method = "POST" };

    private static SignatureVerifier Make(SignedPart part) =>
        new(new SignatureScheme { Header = "S", SignedContent = [SignedPart.Text("<"), part, SignedPart.Text(">")] }, [Secret]);
}
