using System.Globalization;
using System.Text.Json;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Issue 9.2: a number too great for a double was infinity in the event, in silence. A number is read as it is, or not at all.</summary>
public sealed class NumbersAtTheirLimits_9_2
{
    [Theory]
    [InlineData("double", "1e308", "1E+308")]
    [InlineData("double", "\"-1e308\"", "-1E+308")]
    [InlineData("double", "1.7976931348623157e308", "1.7976931348623157E+308")]
    [InlineData("double", "5e-324", "5E-324")]
    [InlineData("double", "\"0.5\"", "0.5")]
    [InlineData("double", "-0", "-0")]
    [InlineData("double", "\"\\u0031.5\"", "1.5")]
    [InlineData("float", "3.4028235e38", "3.4028235E+38")]
    [InlineData("float", "\"0.1\"", "0.1")]
    [InlineData("half", "65504", "65500")]
    [InlineData("decimal", "79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("decimal", "\"-0.10\"", "-0.10")]
    [InlineData("decimal", "1e3", "1000")]
    [InlineData("decimal", "0.12345678901234567890123456789012", "0.1234567890123456789012345679")]
    [InlineData("int", "2147483647", "2147483647")]
    [InlineData("int", "\"-2147483648\"", "-2147483648")]
    [InlineData("long", "9223372036854775807", "9223372036854775807")]
    [InlineData("ulong", "18446744073709551615", "18446744073709551615")]
    [InlineData("byte", "255", "255")]
    [InlineData("named", "1.5", "1.5")]
    [InlineData("named", "\"NaN\"", "NaN")]
    [InlineData("named", "\"-Infinity\"", "-Infinity")]
    [InlineData("strict", "1.5", "1.5")]
    public void Parse_NumberThatTheTypeHolds_IsRead(string member, string json, string expected)
    {
        WebhookParseResult<ScalarTypes.Event> result = Parse(member, json);

        Convert.ToString(Get(result, member), CultureInfo.InvariantCulture).Should().Be(expected);
        result.DriftedMembers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("double", "1e400")]
    [InlineData("double", "-1e400")]
    [InlineData("double", "\"1e400\"")]
    [InlineData("double", "\"NaN\"")]
    [InlineData("double", "\"Infinity\"")]
    [InlineData("double", "\"-Infinity\"")]
    [InlineData("double", "\"\\u221e\"")]
    [InlineData("double", "\"\"")]
    [InlineData("double", "\" 1\"")]
    [InlineData("double", "\"1,000\"")]
    [InlineData("double", "\"1 \\u0000\"")]
    [InlineData("double", "true")]
    [InlineData("double", "{}")]
    [InlineData("float", "1e39")]
    [InlineData("float", "\"1e39\"")]
    [InlineData("float", "\"NaN\"")]
    [InlineData("half", "65520")]
    [InlineData("half", "\"Infinity\"")]
    [InlineData("doubles", "[1,1e400]")]
    [InlineData("floats", """{"1":1e39}""")]
    [InlineData("floats", """{"1e400":1}""")]
    [InlineData("strict", "1e400")]
    [InlineData("strict", "\"1\"")]
    [InlineData("named", "1e400")]
    [InlineData("decimal", "79228162514264337593543950336")]
    [InlineData("decimal", "1e400")]
    [InlineData("decimal", "\"1e400\"")]
    [InlineData("decimal", "\"NaN\"")]
    [InlineData("int", "2147483648")]
    [InlineData("int", "\"2147483648\"")]
    [InlineData("int", "5.5")]
    [InlineData("int", "5.0")]
    [InlineData("int", "1e3")]
    [InlineData("int", "1e400")]
    [InlineData("long", "9223372036854775808")]
    [InlineData("long", "-9223372036854775809")]
    [InlineData("ulong", "-1")]
    [InlineData("byte", "256")]
    public void Parse_NumberThatTheTypeCannotHold_IsNullKeptAndDrift(string member, string json)
    {
        WebhookParseResult<ScalarTypes.Event> result = Parse(member, json);

        Get(result, member).Should().BeNull();
        result.Event!.Note.Should().Be("n");
        result.Event.ExtensionData![member].GetRawText().Should().Be(json);
        result.DriftedMembers.Should().Equal(member);
    }

    [Theory]
    [InlineData("RequiredDouble", "double", "1e400")]
    [InlineData("RequiredDouble", "double", "\"1e400\"")]
    [InlineData("RequiredInt", "int", "2147483648")]
    public void Parse_RequiredNumberThatTheTypeCannotHold_IsTheUnknownEvent(string type, string member, string json) =>
        ScalarTypes.Parse($$"""{"type":"{{type}}","{{member}}":{{json}}}""").Event
            .Should().BeOfType<ScalarTypes.Unknown>().Which.Error!.Member.Should().Be(member);

    [Fact]
    public void Parse_KeysAndElementsThatAreNumbers_AreRead()
    {
        var numbers = (ScalarTypes.Numbers)ScalarTypes.Parse("""{"type":"Numbers","doubles":[1,"2.5"],"floats":{"1.5":"2"}}""").Event!;

        numbers.Doubles.Should().Equal(1, 2.5);
        numbers.Floats.Should().Equal(new Dictionary<double, float> { [1.5] = 2 });
    }

    private static WebhookParseResult<ScalarTypes.Event> Parse(string member, string json) =>
        ScalarTypes.Parse($$"""{"type":"Numbers","note":"n","{{member}}":{{json}}}""");

    private static object? Get(WebhookParseResult<ScalarTypes.Event> result, string member) => typeof(ScalarTypes.Numbers).GetProperties()
        .Single(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == member)
        .GetValue(result.Event.Should().BeOfType<ScalarTypes.Numbers>().Subject);
}
