using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver.Tests;

public sealed class SignatureFailureTests
{
    private const string Body = """{"id":"1"}""";
    private const string TwentyMinutesAgo = "1773423074";

    private static readonly SignatureFailure[] _inOrder =
    [
        SignatureFailure.SignatureMissing,
        SignatureFailure.SignatureAmbiguous,
        SignatureFailure.TimestampMissing,
        SignatureFailure.TimestampAmbiguous,
        SignatureFailure.SignatureMalformed,
        SignatureFailure.TimestampMalformed,
        SignatureFailure.SignatureMismatch,
        SignatureFailure.TimestampOutsideTolerance,
    ];

    /// <summary>What cannot be wrong with one header at once.</summary>
    private static readonly (SignatureFailure Left, SignatureFailure Right)[] _exclusive =
    [
        (SignatureFailure.SignatureMissing, SignatureFailure.SignatureAmbiguous),
        (SignatureFailure.SignatureMissing, SignatureFailure.SignatureMalformed),
        (SignatureFailure.TimestampMissing, SignatureFailure.TimestampAmbiguous),
        (SignatureFailure.TimestampMissing, SignatureFailure.TimestampMalformed),
        (SignatureFailure.TimestampMissing, SignatureFailure.TimestampOutsideTolerance),
        (SignatureFailure.TimestampMalformed, SignatureFailure.TimestampOutsideTolerance),
    ];

    public static TheoryData<string, SignatureFailure> SingleFaults => Rows(faults: 1);

    public static TheoryData<string, SignatureFailure, SignatureFailure> PairsOfFaults
    {
        get
        {
            TheoryData<string, SignatureFailure, SignatureFailure> rows = [];
            foreach (Sender sender in Timestamped)
            {
                foreach (SignatureFailure[] faults in Combinations().Where(faults => faults.Length == 2))
                {
                    rows.Add(sender.Name, faults[0], faults[1]);
                }
            }

            return rows;
        }
    }

    private static IEnumerable<Sender> Timestamped => Senders.All.Where(sender => sender.Scheme.Timestamp is not null);

    [Fact]
    public void Order_OfTheEnum_IsTheDocumentedOne()
    {
        _inOrder.Should().BeInAscendingOrder();
        Enum.GetValues<SignatureFailure>().Should().Equal(
            [SignatureFailure.NotVerified, .. _inOrder, SignatureFailure.IdentityMismatch, SignatureFailure.UrlTokenMismatch, SignatureFailure.HandshakeRefused]);
        ((int)SignatureFailure.NotVerified).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(SingleFaults))]
    public void Verify_OneFault_SaysIt(string sender, SignatureFailure fault)
    {
        Verify(Senders.Of(sender), fault).Should().Be(fault);
    }

    [Theory]
    [MemberData(nameof(PairsOfFaults))]
    public void Verify_TwoFaults_SaysTheFirstInOrder(string sender, SignatureFailure first, SignatureFailure second)
    {
        Verify(Senders.Of(sender), first, second).Should().Be(first);
    }

    [Theory]
    [MemberData(nameof(Senders.NamesOfTimestamped), MemberType = typeof(Senders))]
    public void Verify_AnyCombinationOfFaults_SaysTheFirstInOrder(string name)
    {
        Sender sender = Senders.Of(name);
        foreach (SignatureFailure[] faults in Combinations())
        {
            Verify(sender, faults).Should().Be(faults[0], "of {0}", string.Join(", ", faults));
        }
    }

    [Fact]
    public void Verify_SignatureTwiceAndIdMissing_SaysMissing()
    {
        SignedDelivery delivery = Senders.StandardWebhooks.Sign(Body);
        var headers = new SignatureHeaders(new StringValues([delivery.Signature, delivery.Signature]), delivery.Timestamp);

        Senders.StandardWebhooks.Verifier().Verify(delivery.Body, headers).Failure.Should().Be(SignatureFailure.SignatureMissing);
    }

    [Fact]
    public void Verify_SignatureMissingAndIdTwice_SaysMissing()
    {
        SignedDelivery delivery = Senders.StandardWebhooks.Sign(Body);
        var headers = new SignatureHeaders(default, delivery.Timestamp, new StringValues([delivery.Id, delivery.Id]));

        Senders.StandardWebhooks.Verifier().Verify(delivery.Body, headers).Failure.Should().Be(SignatureFailure.SignatureMissing);
    }

    /// <summary>An authentic delivery with all the faults at once.</summary>
    private static SignatureFailure? Verify(Sender sender, params SignatureFailure[] faults)
    {
        string time = faults.Contains(SignatureFailure.TimestampOutsideTolerance) ? TwentyMinutesAgo
            : faults.Contains(SignatureFailure.TimestampMalformed) ? "yesterday" : Sender.Now;
        byte[] mac = sender.Mac(Sender.Utf8(Body), time);
        byte[] body = Sender.Utf8(faults.Contains(SignatureFailure.SignatureMismatch) ? Body + "\n" : Body);

        string signature = sender.Write(time, mac);
        if (faults.Contains(SignatureFailure.SignatureMalformed))
        {
            signature = signature[..^2] + "!!";
        }

        bool isInList = !sender.HasTimestampHeader;
        if (isInList && faults.Contains(SignatureFailure.TimestampMissing))
        {
            signature = signature.Replace($"t={time},", "", StringComparison.Ordinal);
        }

        if (isInList && faults.Contains(SignatureFailure.TimestampAmbiguous))
        {
            signature = $"t={time},{signature}";
        }

        StringValues timestamps = isInList ? default : Values(
            time, faults.Contains(SignatureFailure.TimestampMissing), faults.Contains(SignatureFailure.TimestampAmbiguous));
        StringValues signatures = Values(
            signature, faults.Contains(SignatureFailure.SignatureMissing), faults.Contains(SignatureFailure.SignatureAmbiguous));
        return sender.Verifier().Verify(body, new SignatureHeaders(signatures, timestamps, sender.Id)).Failure;
    }

    private static StringValues Values(string value, bool isMissing, bool isTwice) =>
        isMissing ? default : isTwice ? new StringValues([value, value]) : value;

    private static IEnumerable<SignatureFailure[]> Combinations() =>
        from bits in Enumerable.Range(1, (1 << _inOrder.Length) - 1)
        let faults = _inOrder.Where((_, i) => (bits & (1 << i)) != 0).ToArray()
        where !_exclusive.Any(pair => faults.Contains(pair.Left) && faults.Contains(pair.Right))
        select faults;

    private static TheoryData<string, SignatureFailure> Rows(int faults)
    {
        TheoryData<string, SignatureFailure> rows = [];
        foreach (Sender sender in Timestamped)
        {
            foreach (SignatureFailure[] combination in Combinations().Where(combination => combination.Length == faults))
            {
                rows.Add(sender.Name, combination[0]);
            }
        }

        return rows;
    }
}
