using System.Text;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookPartsTests
{
    [Fact]
    public void Default_IsMalformed()
    {
        WebhookParts parts = default;

        (parts.IsSplit, parts.Bodies, parts.Reason, parts.Member).Should().Be((false, null, WebhookFailureReason.Unspecified, null));
        parts.Should().Be(WebhookParts.Malformed());
    }

    [Theory]
    [InlineData("""[]""", null, "")]
    [InlineData(""" [ {"a":1} , 2,"3" , [4] ,null ] """, null, """{"a":1}|2|"3"|[4]|null""")]
    [InlineData("""{"x":[1,{"events":[9]}],"events":[ {"a" : [1,2] }],"y":{}}""", "events", """{"a" : [1,2] }""")]
    [InlineData("""{"\u0065vents":[1]}""", "events", "1")]
    [InlineData("""{"\uD800":0,"events":[{"\uD800":1}],"\uD800events":[2],"\\uD800":3}""", "events", """{"\uD800":1}""")]
    [InlineData("""{"events":[]}""", "events", "")]
    public void FromJsonArray_WithAnArray_FindsItsElements(string body, string? member, string expected)
    {
        WebhookParts parts = Split(Encoding.UTF8.GetBytes(body), member);

        parts.IsSplit.Should().BeTrue();
        string.Join('|', parts.Bodies!.Select(part => Encoding.UTF8.GetString(part.Span))).Should().Be(expected);
    }

    [Theory]
    [InlineData("", null, WebhookFailureReason.NotJson, null)]
    [InlineData("[1", null, WebhookFailureReason.NotJson, null)]
    [InlineData("[1]]", null, WebhookFailureReason.NotJson, null)]
    [InlineData("[1] 2", null, WebhookFailureReason.NotJson, null)]
    [InlineData("[1,]", null, WebhookFailureReason.NotJson, null)]
    [InlineData("\uFEFF[1]", null, WebhookFailureReason.NotJson, null)]
    [InlineData("""{"events":[1]} x""", "events", WebhookFailureReason.NotJson, null)]
    [InlineData("""{"events":[1]""", "events", WebhookFailureReason.NotJson, null)]
    [InlineData("""{"events":[1],"a":}""", "events", WebhookFailureReason.NotJson, null)]
    [InlineData("{}", null, WebhookFailureReason.MemberUnreadable, null)]
    [InlineData("[1]", "events", WebhookFailureReason.NotAnObject, null)]
    [InlineData("{}", "events", WebhookFailureReason.MemberUnreadable, "events")]
    [InlineData("""{"events":null}""", "events", WebhookFailureReason.MemberUnreadable, "events")]
    [InlineData("""{"events":[],"events":[]}""", "events", WebhookFailureReason.DuplicateMember, "events")]
    public void FromJsonArray_WithoutOne_SaysWhy(string body, string? member, WebhookFailureReason reason, string? about)
    {
        WebhookParts parts = Split(Encoding.UTF8.GetBytes(body), member);

        (parts.IsSplit, parts.Reason, parts.Member).Should().Be((false, reason, about));
    }

    [Fact]
    public void FromJsonArray_WithInvalidBytes_IsNotJson() =>
        Split([.. "[\""u8, 0xC3, 0x28, .. "\"]"u8], null).Reason.Should().Be(WebhookFailureReason.NotJson);

    /// <summary>Each part's own parser has a limit of depth; finding parts needs none.</summary>
    [Fact]
    public void FromJsonArray_OfDeepElements_FindsThem()
    {
        string deep = new string('[', 50_000) + new string(']', 50_000);

        Split(Encoding.UTF8.GetBytes($"[{deep},1]"), null).Bodies.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(10_000, null)]
    [InlineData(10_001, WebhookFailureReason.TooManyEvents)]
    public void Count_IsLimited(int count, WebhookFailureReason? reason)
    {
        string array = $"[{string.Join(',', Enumerable.Range(0, count))}]";

        Split(Encoding.UTF8.GetBytes(array), null).Reason.Should().Be(reason);
        Split(Encoding.UTF8.GetBytes($$"""{"events":{{array}}}"""), "events").Reason.Should().Be(reason);
        WebhookParts.From(new ReadOnlyMemory<byte>[count]).Reason.Should().Be(reason);
    }

    [Fact]
    public void Malformed_WithAReasonOfAnotherOutcome_Throws()
    {
        Action make = () => WebhookParts.Malformed(WebhookFailureReason.StoreFull);

        make.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void ToString_QuotesNoBody()
    {
        WebhookParts.From([new("canary"u8.ToArray())]).ToString().Should().Be("1 events");
        WebhookParts.Malformed(WebhookFailureReason.NotJson, "canary").ToString().Should().Be("Malformed: NotJson");
    }

    private static WebhookParts Split(byte[] body, string? member) => WebhookParts.FromJsonArray(new WebhookPayload(body, WebhookHeaders.Empty), member);
}
