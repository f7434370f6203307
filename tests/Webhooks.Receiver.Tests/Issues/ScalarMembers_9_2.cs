using System.Globalization;
using System.Text.Json;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Issue 9.2: what is read into members of the scalar types that users choose, and that none of them costs the event.</summary>
[Collection(RunsAlone.Name)]
public sealed class ScalarMembers_9_2 : IDisposable
{
    private readonly ZoneFarFromUtc _zone = new();

    public void Dispose() => _zone.Dispose();

    [Theory]
    [InlineData("1773392400")]
    [InlineData("\"1773392400\"")]
    [InlineData("1773392400.0")]
    [InlineData("1773392400000")]
    [InlineData("\"2026-03-13T09:00:00Z\"")]
    [InlineData("\"2026-03-13T09:00:00\"")]
    [InlineData("\"2026-03-13 09:00:00\"")]
    [InlineData("\"2026-03-13T10:30:00+01:30\"")]
    [InlineData("\"20260313T090000Z\"")]
    public void Parse_DateTime_IsReadAsADateTimeOffsetIsAndIsUtc(string json)
    {
        var expected = new DateTime(2026, 3, 13, 9, 0, 0, DateTimeKind.Utc);
        var e = (ScalarTypes.Others)ScalarTypes.Parse($$"""{"type":"Others","date_time":{{json}},"instant":{{json}}}""").Event!;

        _zone.IsInForce.Should().BeTrue();
        (e.DateTime, e.DateTime?.Kind).Should().Be((expected, DateTimeKind.Utc));
        e.Instant!.Value.UtcDateTime.Should().Be(expected);
    }

    [Theory]
    [InlineData("\"2026-03-13T09:00:00.0000000000000Z\"")]
    [InlineData("\"2026-03-13T09:00:00.0000000000000000\"")]
    [InlineData("\"2026-03-13T10:30:00.00000000000+01:30\"")]
    public void Parse_DateTimeWithMoreDigitsThanItHolds_IsRead(string json)
    {
        var e = (ScalarTypes.Others)ScalarTypes.Parse($$"""{"type":"Others","date_time":{{json}}}""").Event!;

        (e.DateTime, e.DateTime?.Kind).Should().Be((new DateTime(2026, 3, 13, 9, 0, 0), DateTimeKind.Utc));
    }

    [Fact]
    public void Parse_DateTimeAsAKey_IsRead() =>
        ((ScalarTypes.Others)ScalarTypes.Parse("""{"type":"Others","times":{"2026-03-13 09:00:00":1}}""").Event!).Times
            .Should().Equal(new Dictionary<DateTime, int> { [new(2026, 3, 13, 9, 0, 0, DateTimeKind.Utc)] = 1 });

    [Theory]
    [InlineData("date", "\"2026-03-13\"", "03/13/2026")]
    [InlineData("time", "\"09:00:00\"", "09:00")]
    [InlineData("span", "\"1.02:03:04\"", "1.02:03:04")]
    [InlineData("guid", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("day", "1", "Monday")]
    [InlineData("day_name", "\"Monday\"", "Monday")]
    [InlineData("uri", "\"/a b\"", "/a b")]
    [InlineData("version", "\"1.2.3\"", "1.2.3")]
    [InlineData("letter", "\"a\"", "a")]
    [InlineData("flag", "\"1\"", "True")]
    public void Parse_UsualForm_IsRead(string member, string json, string expected)
    {
        WebhookParseResult<ScalarTypes.Event> result = Parse(member, json);

        Convert.ToString(Get(result, member), CultureInfo.InvariantCulture).Should().Be(expected);
        result.DriftedMembers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("date_time", "\"yesterday\"")]
    [InlineData("date_time", "20260313090000")]
    [InlineData("date_time", "\"2026-02-30T09:00:00Z\"")]
    [InlineData("date_time", "true")]
    [InlineData("date_time", "[]")]
    [InlineData("times", """{"yesterday":1}""")]
    [InlineData("instant", "\"yesterday\"")]
    [InlineData("date", "\"2026-03-13 09:00:00\"")]
    [InlineData("date", "1773392400")]
    [InlineData("time", "\"9 o'clock\"")]
    [InlineData("time", "900")]
    [InlineData("span", "90")]
    [InlineData("span", "\"90 minutes\"")]
    [InlineData("guid", "\"0f8fad5bd9cb469fa16570867728950e\"")]
    [InlineData("guid", "7")]
    [InlineData("day", "\"Monday\"")]
    [InlineData("day", "\"1\"")]
    [InlineData("day", "{}")]
    [InlineData("day_name", "\"Someday\"")]
    [InlineData("day_name", "{}")]
    [InlineData("uri", "7")]
    [InlineData("uri", "\"http://[\"")]
    [InlineData("version", "\"one\"")]
    [InlineData("letter", "\"ab\"")]
    [InlineData("flag", "\"maybe\"")]
    [InlineData("flag", "2")]
    [InlineData("bytes", "\"*\"")]
    [InlineData("bytes", "[1]")]
    public void Parse_FormThatTheTypeDoesNotRead_IsNullKeptAndDrift(string member, string json)
    {
        WebhookParseResult<ScalarTypes.Event> result = Parse(member, json);

        Get(result, member).Should().BeNull();
        result.Event!.Note.Should().Be("n");
        result.Event.ExtensionData![member].GetRawText().Should().Be(json);
        result.DriftedMembers.Should().Equal(member);
    }

    [Fact]
    public void Parse_RequiredDateTimeThatCannotBeRead_IsTheUnknownEvent() =>
        ScalarTypes.Parse("""{"type":"RequiredDateTime","date_time":"yesterday"}""").Event
            .Should().BeOfType<ScalarTypes.Unknown>().Which.Error!.Member.Should().Be("date_time");

    private static WebhookParseResult<ScalarTypes.Event> Parse(string member, string json) =>
        ScalarTypes.Parse($$"""{"type":"Others","note":"n","{{member}}":{{json}}}""");

    private static object? Get(WebhookParseResult<ScalarTypes.Event> result, string member) => typeof(ScalarTypes.Others).GetProperties()
        .Single(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == member)
        .GetValue(result.Event.Should().BeOfType<ScalarTypes.Others>().Subject);
}
