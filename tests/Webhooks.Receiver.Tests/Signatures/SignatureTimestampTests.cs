using System.Globalization;

namespace Webhooks.Receiver.Tests;

public sealed class SignatureTimestampTests
{
    private const string Body = """{"event":"webhook.test"}""";

    private static readonly DateTimeOffset _signedAt = new(2026, 3, 13, 17, 51, 14, TimeSpan.Zero);

    [Theory]
    [InlineData("cueapi", 300.0, true)]
    [InlineData("cueapi", 300.0000001, false)]
    [InlineData("cueapi", 300.5, false)]
    [InlineData("cueapi", -300.0, true)]
    [InlineData("cueapi", -300.0000001, false)]
    [InlineData("cueapi", -300.5, false)]
    [InlineData("cubeconnect", 300.0, true)]
    [InlineData("cubeconnect", 300.0000001, false)]
    [InlineData("cubeconnect", 300.5, false)]
    [InlineData("cubeconnect", -300.0, true)]
    [InlineData("cubeconnect", -300.0000001, false)]
    [InlineData("cubeconnect", -300.5, false)]
    [InlineData("stripe", 300.0, true)]
    [InlineData("stripe", 300.5, false)]
    [InlineData("standard-webhooks", -300.0, true)]
    [InlineData("standard-webhooks", -300.5, false)]
    public void Tolerance_ClockAtAnExactDistance_IsInclusive(string name, double seconds, bool isInside)
    {
        Sender sender = Senders.Of(name);
        SignedDelivery delivery = sender.Sign(Body);
        var clock = new ManualTimeProvider(_signedAt + TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)));

        SignatureResult result = sender.Verifier(clock).Verify(delivery.Body, delivery.Headers);

        result.IsValid.Should().Be(isInside);
        result.Failure.Should().Be(isInside ? null : SignatureFailure.TimestampOutsideTolerance);
        result.Timestamp.Should().Be(_signedAt, "the result has an authentic time even if it is out of tolerance");
    }

    [Theory]
    [InlineData("2026-03-13T17:46:14Z", true)]
    [InlineData("2026-03-13T17:46:14.000000001Z", true)]
    [InlineData("2026-03-13T17:46:13.999999999Z", false)]
    [InlineData("2026-03-13T17:46:13.9999999Z", false)]
    [InlineData("2026-03-13T17:46:13.5Z", false)]
    [InlineData("2026-03-13T17:56:14Z", true)]
    [InlineData("2026-03-13T17:56:14.000000000Z", true)]
    [InlineData("2026-03-13T17:56:13.999999999Z", true)]
    [InlineData("2026-03-13T17:56:14.000000001Z", false)]
    [InlineData("2026-03-13T17:56:14.00000009Z", false)]
    [InlineData("2026-03-13T17:56:14.0000001Z", false)]
    [InlineData("2026-03-13T17:56:14.5Z", false)]
    public void Tolerance_FractionBelowTheClocksTick_StillCounts(string timestamp, bool isInside)
    {
        VerifyCubeConnect(timestamp).Failure.Should().Be(isInside ? null : SignatureFailure.TimestampOutsideTolerance);
    }

    [Theory]
    [InlineData("2026-03-13T17:51:14Z", 0)]
    [InlineData("2026-03-13T17:51:14z", 0)]
    [InlineData("2026-03-13t17:51:14Z", 0)]
    [InlineData("2026-03-13T17:51:14+00:00", 0)]
    [InlineData("2026-03-13T17:51:14-00:00", 0)]
    [InlineData("2026-03-13T20:51:14+03:00", 0)]
    [InlineData("2026-03-13T20:51:14+0300", 0)]
    [InlineData("2026-03-13T12:21:14-05:30", 0)]
    [InlineData("2026-03-13T12:21:14-0530", 0)]
    [InlineData("2026-03-14T07:51:14+14:00", 0)]
    [InlineData("2026-03-13T03:51:14-14:00", 0)]
    [InlineData("2026-03-13T17:51:14.1Z", 1_000_000)]
    [InlineData("2026-03-13T17:51:14.12Z", 1_200_000)]
    [InlineData("2026-03-13T17:51:14.123Z", 1_230_000)]
    [InlineData("2026-03-13T17:51:14.1234Z", 1_234_000)]
    [InlineData("2026-03-13T17:51:14.12345Z", 1_234_500)]
    [InlineData("2026-03-13T17:51:14.123456Z", 1_234_560)]
    [InlineData("2026-03-13T17:51:14.1234567Z", 1_234_567)]
    [InlineData("2026-03-13T17:51:14.12345678Z", 1_234_567)]
    [InlineData("2026-03-13T17:51:14.123456789Z", 1_234_567)]
    [InlineData("2026-03-13T20:51:14.25+03:00", 2_500_000)]
    [InlineData("1773424274", 0)]
    [InlineData(" \t1773424274\t ", 0)]
    public void Verify_WellFormedTimestamp_IsReadExactly(string timestamp, long ticksAfter)
    {
        SignedDelivery delivery = Senders.CubeConnect.Sign(Body, timestamp.Trim());

        SignatureResult result = Senders.CubeConnect.Verifier()
            .Verify(delivery.Body, new SignatureHeaders(delivery.Signature, timestamp));

        result.IsValid.Should().BeTrue();
        result.Timestamp!.Value.UtcTicks.Should().Be(_signedAt.UtcTicks + ticksAfter);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("253402300799")]
    [InlineData("2024-02-29T00:00:00Z")]
    [InlineData("2000-02-29T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T01:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59.999999999Z")]
    [InlineData("9999-12-31T22:59:59-01:00")]
    public void Verify_TimestampAtTheEndsOfTime_IsWellFormedButOld(string timestamp)
    {
        VerifyCubeConnect(timestamp).Failure.Should().Be(SignatureFailure.TimestampOutsideTolerance);
    }

    [Theory]
    [InlineData("2026-03-13T17:51:14")]
    [InlineData("2026-03-13T17:51:14.5")]
    [InlineData("2026-03-13T17:51:14.Z")]
    [InlineData("2026-03-13T17:51:14.1234567890Z")]
    [InlineData("2026-03-13T17:51:14,5Z")]
    [InlineData("2026-03-13 17:51:14Z")]
    [InlineData("2026-03-13T17:51:14 Z")]
    [InlineData("2026-03-13T17:51:14ZZ")]
    [InlineData("2026-03-13T17:51Z")]
    [InlineData("2026-03-13")]
    [InlineData("20260313T175114Z")]
    [InlineData("2026-3-13T17:51:14Z")]
    [InlineData("26-03-13T17:51:14Z")]
    [InlineData("+2026-03-13T17:51:14Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-13T17:51:14Z")]
    [InlineData("2026-03-00T17:51:14Z")]
    [InlineData("2026-03-32T17:51:14Z")]
    [InlineData("2026-02-30T17:51:14Z")]
    [InlineData("2026-02-29T17:51:14Z")]
    [InlineData("1900-02-29T17:51:14Z")]
    [InlineData("0000-03-13T17:51:14Z")]
    [InlineData("2026-03-13T24:00:00Z")]
    [InlineData("2026-03-13T17:60:14Z")]
    [InlineData("2026-03-13T17:51:60Z")]
    [InlineData("2026-03-13T17:51:14+15:00")]
    [InlineData("2026-03-13T17:51:14-14:01")]
    [InlineData("2026-03-13T17:51:14+03:60")]
    [InlineData("2026-03-13T17:51:14+03")]
    [InlineData("2026-03-13T17:51:14+3:00")]
    [InlineData("2026-03-13T17:51:14+03:0")]
    [InlineData("2026-03-13T17:51:14\u221203:00")]
    [InlineData("2026-03-13T17:51:14UTC")]
    [InlineData("\u0662\u0660\u0662\u0666-03-13T17:51:14Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("0001-01-01T00:59:59.9999999+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("Fri, 13 Mar 2026 17:51:14 GMT")]
    [InlineData("yesterday")]
    [InlineData("01773424274")]
    [InlineData("00")]
    [InlineData("1773424274000")]
    [InlineData("999999999999")]
    [InlineData("253402300800")]
    [InlineData("+1773424274")]
    [InlineData("-1773424274")]
    [InlineData("-0")]
    [InlineData("1773 424274")]
    [InlineData("1,773,424,274")]
    [InlineData("1773424274.0")]
    [InlineData("1773424274Z")]
    [InlineData("0x69B450D2")]
    [InlineData("\u0661\u0667\u0667\u0663\u0664\u0662\u0664\u0662\u0667\u0664")]
    [InlineData("1773424274\n")]
    [InlineData("1773424274\0")]
    public void Verify_OtherTimestamp_IsMalformedThoughSigned(string timestamp)
    {
        VerifyCubeConnect(timestamp).Failure.Should().Be(SignatureFailure.TimestampMalformed);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(100_000)]
    public void Verify_LongTimestamp_IsMalformed(int length)
    {
        VerifyCubeConnect(new string('1', length)).Failure.Should().Be(SignatureFailure.TimestampMalformed);
    }

    [Theory]
    [InlineData(TimestampFormats.UnixSeconds, "2026-03-13T17:51:14Z")]
    [InlineData(TimestampFormats.Iso8601, "1773424274")]
    [InlineData(TimestampFormats.None, "1773424274")]
    [InlineData(TimestampFormats.None, "2026-03-13T17:51:14Z")]
    public void Verify_FormatThatTheSchemeDoesNotUse_IsMalformed(TimestampFormats formats, string timestamp)
    {
        var scheme = new SignatureScheme
        {
            Header = "S",
            Timestamp = SignatureTimestamp.InHeader("T", formats),
            SignedContent = Senders.CubeConnect.Scheme.SignedContent,
        };
        SignedDelivery delivery = Senders.CubeConnect.Sign(Body, timestamp);

        new SignatureVerifier(scheme, [Senders.CubeConnect.Secret], new ManualTimeProvider())
            .Verify(delivery.Body, delivery.Headers).Failure.Should().Be(SignatureFailure.TimestampMalformed);
    }

    [Fact]
    public void Verify_UnderAnotherCulture_ReadsTheSameInstant()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        strange.NumberFormat.NegativeSign = "~";
        strange.NumberFormat.PositiveSign = "1";
        strange.NumberFormat.NativeDigits = [.. Enumerable.Range(0x0660, 10).Select(char.ConvertFromUtf32)];
        strange.DateTimeFormat.DateSeparator = "/";
        strange.DateTimeFormat.TimeSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = strange;

            VerifyCubeConnect("2026-03-13T20:51:14+03:00").Timestamp.Should().Be(_signedAt);
            VerifyCubeConnect("1773424274").Timestamp.Should().Be(_signedAt);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Tolerance_Unspecified_IsFiveMinutes()
    {
        SignatureTimestamp.DefaultTolerance.Should().Be(TimeSpan.FromMinutes(5));
        Senders.CueApi.Verifier().Tolerance.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void WithTolerance_Zero_AcceptsTheExactInstantOnly()
    {
        SignatureTimestamp timestamp = SignatureTimestamp.InHeader("T").WithTolerance(TimeSpan.Zero);
        var scheme = new SignatureScheme
        {
            Header = "S",
            Format = SignatureFormat.Value("v1="),
            Timestamp = timestamp,
            SignedContent = Senders.CueApi.Scheme.SignedContent,
        };
        var clock = new ManualTimeProvider();
        var verifier = new SignatureVerifier(scheme, [Senders.CueApi.Secret], clock);
        SignedDelivery delivery = Senders.CueApi.Sign(Body);

        timestamp.Header.Should().Be("T");
        timestamp.Formats.Should().Be(TimestampFormats.UnixSeconds);
        verifier.Tolerance.Should().Be(TimeSpan.Zero);
        verifier.Verify(delivery.Body, delivery.Headers).IsValid.Should().BeTrue();
        clock.Advance(TimeSpan.FromTicks(1));
        verifier.Verify(delivery.Body, delivery.Headers).Failure.Should().Be(SignatureFailure.TimestampOutsideTolerance);
    }

    [Fact]
    public void Tolerance_GivenToTheVerifier_TakesPrecedence()
    {
        SignedDelivery delivery = Senders.CueApi.Sign(Body);
        var clock = new ManualTimeProvider(_signedAt.AddMinutes(20));

        Senders.CueApi.Verifier(clock, TimeSpan.FromMinutes(20)).Verify(delivery.Body, delivery.Headers).IsValid.Should().BeTrue();
        Senders.CueApi.Verifier(clock, TimeSpan.FromMinutes(19)).Verify(delivery.Body, delivery.Headers).Failure
            .Should().Be(SignatureFailure.TimestampOutsideTolerance);
        Senders.CueApi.Verifier(clock, TimeSpan.MaxValue).Verify(delivery.Body, delivery.Headers).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Tolerance_Negative_Throws()
    {
        var negative = TimeSpan.FromTicks(-1);
        Action timestamp = () => SignatureTimestamp.InHeader("T").WithTolerance(negative);
        Action verifier = () => Senders.CueApi.Verifier(tolerance: negative);

        timestamp.Should().Throw<ArgumentOutOfRangeException>();
        verifier.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("tolerance");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Factories_BlankName_Throw(string name)
    {
        Action header = () => SignatureTimestamp.InHeader(name);
        Action list = () => SignatureTimestamp.InSignatureList(name);

        header.Should().Throw<ArgumentException>();
        list.Should().Throw<ArgumentException>();
    }

    private static SignatureResult VerifyCubeConnect(string timestamp)
    {
        SignedDelivery delivery = Senders.CubeConnect.Sign(Body, timestamp);
        return Senders.CubeConnect.Verifier().Verify(delivery.Body, delivery.Headers);
    }
}
