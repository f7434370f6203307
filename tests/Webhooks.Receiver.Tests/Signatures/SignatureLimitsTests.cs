using System.Globalization;

namespace Webhooks.Receiver.Tests;

/// <summary>Sizes and times on either side of a limit.</summary>
public sealed class SignatureLimitsTests
{
    /// <summary>The buffer in which short parts are joined holds 768 bytes.</summary>
    public static TheoryData<int, int> Lengths
    {
        get
        {
            int[] near = [1, 256, 757, 758, 759, 767, 768, 769, 2000];
            TheoryData<int, int> lengths = [];
            foreach (int before in near)
            {
                foreach (int after in near)
                {
                    lengths.Add(before, after);
                }
            }

            return lengths;
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Verify_ConstantPartsOfAnyLength_AreSigned(int before, int after)
    {
        string first = new('a', before);
        string last = new('b', after);
        var sender = new Sender
        {
            Name = "long parts",
            Scheme = new SignatureScheme
            {
                Header = "S",
                Timestamp = SignatureTimestamp.InHeader("T"),
                SignedContent = [SignedPart.Text(first), SignedPart.Timestamp, SignedPart.Text(last), SignedPart.Body],
            },
            Secret = "secret",
            Key = Sender.Utf8("secret"),
            Before = time => first + time + last,
            Write = (_, mac) => Sender.Hex(mac),
        };
        SignedDelivery delivery = sender.Sign("{}");

        sender.Verifier().Verify(delivery.Body, delivery.Headers).IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void Verify_LongId_IsHashedUpToTheLimit(int length, bool isValid)
    {
        string id = new('m', length);
        var sender = new Sender
        {
            Name = "long id",
            Scheme = Senders.StandardWebhooks.Scheme,
            Secret = Senders.StandardWebhooks.Secret,
            Key = Senders.StandardWebhooks.Key,
            Id = id,
            Before = time => $"{id}.{time}.",
            Write = Senders.StandardWebhooks.Write,
        };
        SignedDelivery delivery = sender.Sign("{}");

        sender.Verifier().Verify(delivery.Body, delivery.Headers).Failure.Should().Be(isValid ? null : SignatureFailure.SignatureMalformed);
    }

    [Theory]
    [InlineData("2026-03-13T17:56:14.5Z", true)]
    [InlineData("2026-03-13T17:56:14.500000000Z", true)]
    [InlineData("2026-03-13T17:56:14.500000001Z", false)]
    [InlineData("2026-03-13T17:56:14.500000099Z", false)]
    [InlineData("2026-03-13T17:46:14.5Z", true)]
    [InlineData("2026-03-13T17:46:14.500000001Z", true)]
    [InlineData("2026-03-13T17:46:14.499999999Z", false)]
    public void Tolerance_FractionAtItsExactEnd_IsInclusive(string timestamp, bool isInside)
    {
        var clock = new ManualTimeProvider(DateTimeOffset.Parse("2026-03-13T17:51:14.5Z", CultureInfo.InvariantCulture));
        SignedDelivery delivery = Senders.CubeConnect.Sign("{}", timestamp);

        Senders.CubeConnect.Verifier(clock).Verify(delivery.Body, delivery.Headers).Failure
            .Should().Be(isInside ? null : SignatureFailure.TimestampOutsideTolerance);
    }
}
