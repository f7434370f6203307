using System.Globalization;

namespace Webhooks.Receiver.Tests;

/// <summary>Signed times in milliseconds, and as the dates of HTTP.</summary>
public sealed class TimestampFormatTests
{
    private const TimestampFormats Both = TimestampFormats.UnixMilliseconds | TimestampFormats.Rfc1123;

    [Theory]
    [InlineData("1773424274000", 0)]
    [InlineData("1773424274123", 123)]
    [InlineData("1773424273999", -1)]
    [InlineData(" 1773424274000\t", 0)]
    [InlineData("Fri, 13 Mar 2026 17:51:14 GMT", 0)]
    [InlineData("Fri, 13 Mar 2026 17:51:13 GMT", -1000)]
    public void Verify_WellFormedTime_IsReadExactly(string timestamp, int milliseconds)
    {
        SignatureResult result = Verify(Both, timestamp);

        result.Failure.Should().BeNull();
        result.Timestamp!.Value.ToUnixTimeMilliseconds().Should().Be(1773424274000 + milliseconds);
        result.Timestamp.Value.Offset.Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("1773424574000", null)]
    [InlineData("1773424574001", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("1773423974000", null)]
    [InlineData("1773423973999", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("9999999999999", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("1000000000000", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("Fri, 13 Mar 2026 17:56:14 GMT", null)]
    [InlineData("Fri, 13 Mar 2026 17:56:15 GMT", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("Fri, 13 Mar 2026 17:46:13 GMT", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", SignatureFailure.TimestampOutsideTolerance)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", SignatureFailure.TimestampOutsideTolerance)]
    public void Verify_TimeAtTheTolerance_IsComparedExactly(string timestamp, SignatureFailure? failure) =>
        Verify(Both, timestamp).Failure.Should().Be(failure);

    [Theory]
    [InlineData("1773424274")]
    [InlineData("177342427400")]
    [InlineData("17734242740000")]
    [InlineData("0773424274000")]
    [InlineData("+773424274000")]
    [InlineData("-773424274000")]
    [InlineData("1773424274.00")]
    [InlineData("177342427400\uff10")]
    [InlineData("Thu, 13 Mar 2026 17:51:14 GMT")]
    [InlineData("Fri, 13 Mar 2026 17:51:14")]
    [InlineData("Fri, 13 Mar 2026 17:51:14 UTC")]
    [InlineData("Fri, 13 Mar 2026 17:51:14 +0000")]
    [InlineData("Fri, 13 Mar 2026 17:51:14 GMT ,")]
    [InlineData("Fri, 13  Mar 2026 17:51:14 GMT")]
    [InlineData("Fri,13 Mar 2026 17:51:14 GMT")]
    [InlineData("Fri, 3 Mar 2026 17:51:14 GMT")]
    [InlineData("Mon, 30 Feb 2026 17:51:14 GMT")]
    [InlineData("Fri, 13 Mar 2026 24:00:00 GMT")]
    [InlineData("Fri, 13 Mar 2026 17:51:60 GMT")]
    [InlineData("Friday, 13-Mar-26 17:51:14 GMT")]
    [InlineData("Fri Mar 13 17:51:14 2026")]
    [InlineData("2026-03-13T17:51:14Z")]
    public void Verify_AnyOtherTime_IsMalformed(string timestamp) =>
        Verify(Both, timestamp).Failure.Should().Be(SignatureFailure.TimestampMalformed);

    [Theory]
    [InlineData(TimestampFormats.UnixMilliseconds, "Fri, 13 Mar 2026 17:51:14 GMT")]
    [InlineData(TimestampFormats.Rfc1123, "1773424274000")]
    [InlineData(TimestampFormats.UnixSeconds, "1773424274000")]
    [InlineData(TimestampFormats.UnixSeconds | TimestampFormats.Iso8601, "Fri, 13 Mar 2026 17:51:14 GMT")]
    public void Verify_FormatThatTheSchemeDoesNotUse_IsMalformed(TimestampFormats formats, string timestamp) =>
        Verify(formats, timestamp).Failure.Should().Be(SignatureFailure.TimestampMalformed);

    [Fact]
    public void Verify_SecondsAndMilliseconds_AreToldApartByTheirLength()
    {
        const TimestampFormats Formats = TimestampFormats.UnixSeconds | TimestampFormats.UnixMilliseconds;

        Verify(Formats, "1773424274").Timestamp.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1773424274));
        Verify(Formats, "1773424274001").Timestamp.Should().Be(DateTimeOffset.FromUnixTimeMilliseconds(1773424274001));
    }

    [Fact]
    public void Verify_UnderAnotherCulture_ReadsTheSameDate()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA"); // another calendar, other names

            Verify(Both, "Fri, 13 Mar 2026 17:51:14 GMT").Timestamp.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1773424274));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static SignatureResult Verify(TimestampFormats formats, string timestamp)
    {
        var scheme = new SignatureScheme
        {
            Header = "S",
            Timestamp = SignatureTimestamp.InHeader("T", formats),
            SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
        };
        byte[] mac = System.Security.Cryptography.HMACSHA256.HashData(Sender.Utf8("k"), Sender.Utf8(timestamp.Trim() + ".{}"));
        return new SignatureVerifier(scheme, ["k"], new ManualTimeProvider()).Verify("{}"u8, new SignatureHeaders(Sender.Hex(mac), timestamp));
    }
}
