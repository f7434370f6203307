using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.Tests;

/// <summary>What has to hold for any headers and any bytes.</summary>
public sealed class SignaturePropertyTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true);

    /// <summary>Texts made of what the parsers look for, so that more than the first check is reached.</summary>
    private static readonly Gen<string> _headerText = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""),
        Gen.Elements(
                "sha256=", "v1=", "v0=", "v1,", "t=", ",", " ", "\t", "=", ".", "Z", "T", "-", "+03:00", "1773424274", "0", "\0", "\r\n",
                "2026-03-13T17:51:14", new string('a', 64), new string('0', 63), "\uff10", "\ud83c", "\ud800", "\u00a0",
                "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
            .ListOf().Select(string.Concat));

    private static readonly Gen<StringValues> _headerValues = Gen.Frequency(
        (1, Gen.Constant(default(StringValues))),
        (6, _headerText.Select(text => new StringValues(text))),
        (1, _headerText.ListOf().Select(texts => new StringValues([.. texts, null]))));

    private static readonly Gen<byte[]> _body = ArbMap.Default.GeneratorFor<byte[]>().Select(body => body ?? []);

    [Theory]
    [MemberData(nameof(Senders.Names), MemberType = typeof(Senders))]
    public void Verify_AnyHeadersAndBody_NeverThrowsAndNeverVerifies(string name)
    {
        SignatureVerifier verifier = Senders.Of(name).Verifier();
        Gen<(SignatureHeaders Headers, byte[] Body)> requests =
            from signature in _headerValues
            from timestamp in Gen.Frequency((1, _headerValues), (1, Gen.Constant(new StringValues(Sender.Now))))
            from id in Gen.Frequency((1, _headerValues), (1, Gen.Constant(new StringValues("msg_1"))))
            from body in _body
            select (new SignatureHeaders(signature, timestamp, id), body);

        Check.One(_config, Prop.ForAll(Arb.From(requests), request =>
            !verifier.Verify(request.Body, request.Headers).IsValid
            && !verifier.Verify(BodyPieces.Cut(request.Body, request.Body.Length / 2), request.Headers).IsValid
            && verifier.Verify(request.Body, request.Headers).Failure is { } failure && failure != SignatureFailure.NotVerified));
    }

    [Theory]
    [MemberData(nameof(Senders.Names), MemberType = typeof(Senders))]
    public void Verify_AnyBodySignedByThePlatform_IsValidHoweverItIsCut(string name)
    {
        Sender sender = Senders.Of(name);
        SignatureVerifier verifier = sender.Verifier();
        Gen<(byte[] Body, int[] Cuts)> bodies =
            from body in _body
            from cuts in Gen.Choose(0, body.Length).ListOf()
            select (body, cuts.Order().ToArray());

        Check.One(_config, Prop.ForAll(Arb.From(bodies), sample =>
        {
            SignedDelivery delivery = sender.Sign(sample.Body);
            return verifier.Verify(sample.Body, delivery.Headers).IsValid
                && verifier.Verify(BodyPieces.Cut(sample.Body, sample.Cuts), delivery.Headers).IsValid;
        }));
    }

    /// <summary>Short pieces are joined before they are hashed, long ones are not: sizes on either side of any such limit.</summary>
    [Theory]
    [MemberData(nameof(Senders.Names), MemberType = typeof(Senders))]
    public void Verify_BodyOfAnySizeInPiecesOfAnySize_IsValid(string name)
    {
        Sender sender = Senders.Of(name);
        SignatureVerifier verifier = sender.Verifier();
        Gen<(int Size, int Piece)> sizes =
            from near in Gen.Elements(0, 256, 512, 1024, 2048, 4096)
            from size in Gen.Choose(Math.Max(0, near - 80), near + 80)
            from piece in Gen.Elements(1, 7, 100, 1000, 1023, 1024, 1025, 3000)
            select (size, piece);

        Check.One(_config, Prop.ForAll(Arb.From(sizes), sample =>
        {
            byte[] body = new byte[sample.Size];
            Random.Shared.NextBytes(body);
            SignedDelivery delivery = sender.Sign(body);
            int[] cuts = [.. Enumerable.Range(1, body.Length / sample.Piece).Select(number => number * sample.Piece)];
            return verifier.Verify(body, delivery.Headers).IsValid
                && verifier.Verify(BodyPieces.Cut(body, cuts), delivery.Headers).IsValid;
        }));
    }

    [Theory]
    [MemberData(nameof(Senders.Names), MemberType = typeof(Senders))]
    public void Verify_AnyBitOfAnyBodyChanged_IsMismatch(string name)
    {
        Sender sender = Senders.Of(name);
        SignatureVerifier verifier = sender.Verifier();
        Gen<(byte[] Body, int Bit)> changes =
            from body in _body
            where body.Length > 0
            from bit in Gen.Choose(0, (body.Length * 8) - 1)
            select (body, bit);

        Check.One(_config, Prop.ForAll(Arb.From(changes), change =>
        {
            SignedDelivery delivery = sender.Sign(change.Body);
            return verifier.Verify(Flip(change.Body, change.Bit), delivery.Headers).Failure == SignatureFailure.SignatureMismatch;
        }));
    }

    [Theory]
    [MemberData(nameof(Senders.Names), MemberType = typeof(Senders))]
    public void Verify_EveryBitOfASmallBodyChanged_IsMismatch(string name)
    {
        Sender sender = Senders.Of(name);
        SignatureVerifier verifier = sender.Verifier();
        SignedDelivery delivery = sender.Sign("""{"id":"evt_1","type":"ad.click"}""");

        for (int bit = 0; bit < delivery.Body.Length * 8; bit++)
        {
            verifier.Verify(Flip(delivery.Body, bit), delivery.Headers).Failure
                .Should().Be(SignatureFailure.SignatureMismatch, "of bit {0}", bit);
        }
    }

    [Theory]
    [MemberData(nameof(Senders.Names), MemberType = typeof(Senders))]
    public void Verify_EveryBitOfTheHeadersChanged_IsRefused(string name)
    {
        Sender sender = Senders.Of(name);
        SignatureVerifier verifier = sender.Verifier();
        SignedDelivery delivery = sender.Sign("""{"id":"evt_1"}""");
        bool isHex = sender.Scheme.Encoding == SignatureEncoding.Hex;
        int firstDigit = delivery.Signature.Length - (isHex ? 64 : 44);
        int accepted = 0;

        foreach ((string changed, int at) in Flips(delivery.Signature))
        {
            SignatureResult result = verifier.Verify(delivery.Body, delivery.Headers with { Signature = changed });
            bool isOnlyCase = isHex && at >= firstDigit && char.IsAsciiHexDigit(changed[at])
                && char.ToLowerInvariant(changed[at]) == delivery.Signature[at];
            accepted += isOnlyCase ? 1 : 0;
            result.IsValid.Should().Be(isOnlyCase, "of {0}", changed);
        }

        accepted.Should().Be(isHex ? delivery.Signature[firstDigit..].Count(char.IsAsciiLetter) : 0);
        foreach ((string changed, _) in Flips(delivery.Timestamp))
        {
            verifier.Verify(delivery.Body, delivery.Headers with { Timestamp = changed }).IsValid.Should().BeFalse("of {0}", changed);
        }

        foreach ((string changed, _) in Flips(delivery.Id))
        {
            verifier.Verify(delivery.Body, delivery.Headers with { Id = changed }).IsValid.Should().BeFalse("of {0}", changed);
        }
    }

    [Theory]
    [MemberData(nameof(Senders.Names), MemberType = typeof(Senders))]
    public void Verify_EveryBitOfTheSecretChanged_IsRefused(string name)
    {
        Sender sender = Senders.Of(name);
        SignedDelivery delivery = sender.Sign("""{"id":"evt_1"}""");
        int verifiers = 0;

        foreach ((string changed, int at) in Flips(sender.Secret).Where(flip => char.IsAscii(flip.Changed[flip.At])))
        {
            bool isOnlyCase = sender.Scheme.SecretEncoding == SecretEncoding.Hex
                && char.ToUpperInvariant(changed[at]) == char.ToUpperInvariant(sender.Secret[at]);
            try
            {
                var verifier = new SignatureVerifier(sender.Scheme, [changed], new ManualTimeProvider());
                verifiers++;
                verifier.Verify(delivery.Body, delivery.Headers).IsValid.Should().Be(isOnlyCase, "of {0}", changed);
            }
            catch (ArgumentException)
            {
                sender.Scheme.SecretEncoding.Should().NotBe(SecretEncoding.Utf8, "any text is a key: {0}", changed);
            }
        }

        verifiers.Should().BePositive();
    }

    [Fact]
    public void Verify_AnyUnixTimeInReach_IsReadExactly()
    {
        long now = long.Parse(Sender.Now, CultureInfo.InvariantCulture);

        Check.One(_config, Prop.ForAll(Arb.From(Gen.Choose(-600, 600)), seconds =>
        {
            SignedDelivery delivery = Senders.CueApi.Sign("{}", (now + seconds).ToString(CultureInfo.InvariantCulture));
            SignatureResult result = Senders.CueApi.Verifier().Verify(delivery.Body, delivery.Headers);
            return result.IsValid == (Math.Abs(seconds) <= 300) && result.Timestamp == DateTimeOffset.FromUnixTimeSeconds(now + seconds);
        }));
    }

    [Fact]
    public void Verify_AnyIso8601TimeInReach_IsReadExactly()
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Sender.Now, CultureInfo.InvariantCulture));
        Gen<(long Ticks, int Offset)> times =
            from ticks in Gen.Choose(-600_000, 600_000)
            from below in Gen.Choose(-9_999, 9_999)
            from offset in Gen.Choose(-14 * 60, 14 * 60)
            select ((ticks * TimeSpan.TicksPerMillisecond) + below, offset);

        Check.One(_config, Prop.ForAll(Arb.From(times), time =>
        {
            DateTimeOffset at = (now + TimeSpan.FromTicks(time.Ticks)).ToOffset(TimeSpan.FromMinutes(time.Offset));
            SignedDelivery delivery = Senders.CubeConnect.Sign("{}", at.ToString("O", CultureInfo.InvariantCulture));
            SignatureResult result = Senders.CubeConnect.Verifier().Verify(delivery.Body, delivery.Headers);
            return result.IsValid == (Math.Abs(time.Ticks) <= 300 * TimeSpan.TicksPerSecond) && result.Timestamp == at;
        }));
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] changed = [.. bytes];
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }

    private static IEnumerable<(string Changed, int At)> Flips(string text)
    {
        for (int bit = 0; bit < text.Length * 16; bit++)
        {
            char[] changed = text.ToCharArray();
            changed[bit / 16] ^= (char)(1 << (bit % 16));
            yield return (new string(changed), bit / 16);
        }
    }
}
