using System.Text.Json;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>
/// Issue 9.2: one value that the converter, the number handling, the setter or the constructor of a user's type does not take made the whole
/// event unknown, or failed it for good.
/// </summary>
public sealed class PickyMembers_9_2
{
    [Theory]
    [InlineData("WithConverters", "amount", "\"1.5 USD\"")]
    [InlineData("WithConverters", "amount", "{}")]
    [InlineData("WithConverters", "place", "7")]
    [InlineData("WithConverters", "place", """{"street":{}}""")]
    [InlineData("WithConverters", "place", "{}")]
    [InlineData("WithConvertedConstructor", "amount", "\"1.5 USD\"")]
    [InlineData("WithStrictNumbers", "count", "\"5\"")]
    [InlineData("WithStrictNumbers", "counts", "[1,\"5\"]")]
    [InlineData("WithSetters", "quantity", "0")]
    [InlineData("WithSetters", "initial", "0")]
    [InlineData("WithConstructor", "quantity", "0")]
    public void Parse_ValueThatAnOptionalMemberDoesNotTake_IsNullKeptAndDrift(string type, string member, string json)
    {
        WebhookParseResult<PickyTypes.Event> result = PickyTypes.Parse($$"""{"type":"{{type}}","note":"n","order_id":"o","{{member}}":{{json}}}""");

        result.Event!.GetType().Name.Should().Be(type);
        result.Event.Note.Should().Be("n");
        GetMember(result.Event, member).Should().BeNull();
        result.Event.ExtensionData![member].GetRawText().Should().Be(json);
        result.DriftedMembers.Should().Equal(member);
    }

    [Theory]
    [InlineData("WithConverters", "line", "amount", "\"1.5 USD\"")]
    [InlineData("WithStrictNumbers", "line", "amount", "\"5\"")]
    [InlineData("WithSetters", "line", "quantity", "0")]
    public void Parse_InAnObject_LosesTheMemberOnly(string type, string line, string member, string json)
    {
        WebhookParseResult<PickyTypes.Event> result =
            PickyTypes.Parse($$$"""{"type":"{{{type}}}","note":"n","{{{line}}}":{"sku":"s","{{{member}}}":{{{json}}}}}""");

        var read = (WebhookObject)GetMember(result.Event!, line)!;
        GetMember(read, "sku").Should().Be("s");
        GetMember(read, member).Should().BeNull();
        read.ExtensionData![member].GetRawText().Should().Be(json);
        result.DriftedMembers.Should().Equal($"{line}.{member}");
    }

    [Theory]
    [InlineData("WithConverters", "amount", "\"1.5 USD\"")]
    [InlineData("WithSetters", "quantity", "0")]
    public void Parse_InAList_LosesTheMemberOnly(string type, string member, string json)
    {
        WebhookParseResult<PickyTypes.Event> result = PickyTypes.Parse(
            $$"""{"type":"{{type}}","lines":[{"sku":"a","{{member}}":1},{"sku":"b","{{member}}":{{json}}},null,{"sku":"c","{{member}}":{{json}}}]}""");

        WebhookObject?[] lines = [.. ((System.Collections.IEnumerable)GetMember(result.Event!, "lines")!).Cast<WebhookObject?>()];
        lines.Select(line => line is null ? null : GetMember(line, "sku")).Should().Equal("a", "b", null, "c");
        lines[1]!.ExtensionData![member].GetRawText().Should().Be(json);
        lines[3]!.ExtensionData![member].GetRawText().Should().Be(json);
        result.DriftedMembers.Should().Equal($"lines[].{member}");
    }

    [Fact]
    public void Parse_SeveralSuchMembersBesideDrift_LosesEachOfThem()
    {
        WebhookParseResult<PickyTypes.Event> result = PickyTypes.Parse(
            """{"type":"WithSetters","note":[],"quantity":-1,"initial":-2,"line":{"sku":{},"quantity":0},"lines":[{"quantity":3}]}""");

        PickyTypes.WithSetters e = result.Event.Should().BeOfType<PickyTypes.WithSetters>().Which;
        (e.Note, e.Quantity, e.Initial, e.Line!.Sku, e.Line.Quantity).Should().Be((null, null, null, null, null));
        e.Lines!.Single().Quantity.Should().Be(3);
        result.DriftedMembers.Should().BeEquivalentTo("note", "quantity", "initial", "line.sku", "line.quantity");
    }

    [Theory]
    [InlineData("WithRequiredConverter", "amount", "\"1.5 USD\"", "amount")]
    [InlineData("WithRequiredStrictNumber", "count", "\"5\"", "count")]
    [InlineData("WithRequiredSetter", "quantity", "0", null)]
    public void Parse_ValueThatARequiredMemberDoesNotTake_IsTheUnknownEvent(string type, string member, string json, string? named)
    {
        WebhookParseResult<PickyTypes.Event> result = PickyTypes.Parse($$"""{"type":"{{type}}","note":"n","{{member}}":{{json}}}""");

        result.Event.Should().BeOfType<PickyTypes.Unknown>().Which.Error.Should().Be(new WebhookReadError(named));
        result.DriftedMembers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"type":"WithConverters","amount":1.5,"place":{"street":"s"},"line":{"amount":2}}""")]
    [InlineData("""{"type":"WithConverters","note":[],"amount":1.5,"place":{"street":"s"},"line":{"amount":2}}""")]
    public void Parse_ValuesThatConvertersTake_AreRead(string json)
    {
        PickyTypes.WithConverters e = PickyTypes.Parse(json).Event.Should().BeOfType<PickyTypes.WithConverters>().Which;

        (e.Amount, e.Place!.Street, e.Line!.Amount).Should().Be((1.5m, "s", 2m));
    }

    /// <summary>Objects are tried one by one, with and without each of their members: as deep as they may be, within a limit.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(3_000)]
    public void Parse_ManySuchMembers_EndsSoon(int lines)
    {
        string json = $$"""{"type":"WithSetters","note":"n","lines":[{{string.Join(',', Enumerable.Repeat("""{"sku":"s","quantity":0}""", lines))}}]}""";

        WebhookParseResult<PickyTypes.Event> result = PickyTypes.Parse(json);

        result.Event.Should().BeOfType<PickyTypes.WithSetters>().Which.Note.Should().Be("n");
        result.DriftedMembers.Should().Equal(lines > 64 ? "lines" : "lines[].quantity");
    }

    private static object? GetMember(object owner, string member) =>
        owner.GetType().GetProperties().Single(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == member).GetValue(owner);
}
