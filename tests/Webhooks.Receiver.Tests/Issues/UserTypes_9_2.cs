using System.Text.Json;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>Events of types that users write: what is in the body is read, or said to be unreadable, whatever form the type has.</summary>
public sealed class UserTypes_9_2
{
    [Fact]
    public void Parse_MembersSetByAConstructor_AreRead()
    {
        UserTypes.WithConstructor e = Read<UserTypes.WithConstructor>("""{"type":"WithConstructor","order_id":"o1","customer":{"name":"n","mail":"m"}}""");

        (e.OrderId, e.Customer!.Name, e.Customer.Mail).Should().Be(("o1", "n", "m"));
    }

    [Fact]
    public void Parse_MemberOfAConstructorInAnotherForm_IsNullAndDrift()
    {
        WebhookParseResult<UserTypes.Event> result = UserTypes.Parse("""{"type":"WithConstructor","order_id":"o1","customer":{"name":{"first":"n"}}}""");

        result.Event.Should().BeOfType<UserTypes.WithConstructor>().Which.Customer.Should().BeNull();
        result.DriftedMembers.Should().Equal("customer");
    }

    [Fact]
    public void Parse_MembersThatAreAbsent_KeepTheirInitialValuesWithReflection()
    {
        UserTypes.WithInitialValues e = Read<UserTypes.WithInitialValues>("""{"type":"WithInitialValues","order_id":"1"}""");

        (e.Currency, e.Quantity).Should().Be(JsonSerializer.IsReflectionEnabledByDefault ? ("EUR", 1) : (null!, 0), "generated code does not keep them");
    }

    [Fact]
    public void Parse_DriftInASet_IsDriftAndNoException()
    {
        WebhookParseResult<UserTypes.Event> result = UserTypes.Parse("""{"type":"WithSet","items":[{"sku":"a"},{"sku":"b","quantity":{}}]}""");

        result.Event.Should().BeOfType<UserTypes.WithSet>().Which.Items.Should().HaveCount(2);
        result.DriftedMembers.Should().Equal("items[].quantity");
    }

    [Theory]
    [InlineData("""{"name":"express"}""")]
    [InlineData("[1]")]
    [InlineData("\"express\"")]
    public void Parse_ReadOnlyMemberInAnyForm_IsDiscarded(string json) =>
        ShopEvent.Provider.Parse(Payload($$"""{"event":"order.paid","event_id":"e","order_id":"1","type":{{json}}}""")).Event
            .Should().BeOfType<ShopOrderPaid>().Which.OrderId.Should().Be("1");

    [Fact]
    public void Parse_ConverterThatThrows_IsNullAndDrift()
    {
        WebhookParseResult<UserTypes.Event> result = UserTypes.Parse("""{"type":"WithConverter","AMOUNT":"1.5 EUR"}""");

        result.Event.Should().BeOfType<UserTypes.WithConverter>().Which.Amount.Should().BeNull();
        result.DriftedMembers.Should().Equal("amount");
    }

    [Theory]
    [InlineData("""{"type":"WithNode","node":{"a":1,"a":2}}""")]
    [InlineData("""{"type":"WithSetters","order_id":"1","type":"Other"}""")]
    [InlineData("""{"type":"WithSetters","line_count":1,"line_count":2}""")]
    [InlineData("""{"type":"WithSetters","line_count":{"a":1,"a":2}}""")]
    [InlineData("""{"type":"WithInitialValues","order_id":"1","is_bulk":1,"is_bulk":2}""")]
    [InlineData("""{"type":"WithConstructor","order_id":"1","customer":{"name":"n","x":1,"x":2}}""")]
    [InlineData("""{"type":"WithConverter","amount":"1","amount":"2"}""")]
    [InlineData("""{"type":"WithSet","items":[{"sku":"a","sku":"b"}]}""")]
    [InlineData("""{"type":"WithDerived","pet":{"$type":"dog","age":1,"age":2}}""")]
    public void Parse_MemberTwice_IsMalformed(string json) => UserTypes.Parse(json).Reason.Should().Be(WebhookFailureReason.DuplicateMember);

    [Theory]
    [InlineData("""{"type":"WithStruct","note":"n","point":{"x":"q"}}""", "point")]
    [InlineData("""{"type":"WithDerived","note":"n","pet":{"$type":"cat"}}""", "pet")]
    [InlineData("""{"type":"WithDerived","note":"n","pet":{"$type":"dog","age":[]}}""", "pet")]
    [InlineData("""{"type":"WithStruct","NOTE":"n","Point":7}""", "point")]
    public void Parse_OptionalMemberThatCannotBeRead_IsNullAndDrift(string json, string member)
    {
        WebhookParseResult<UserTypes.Event> result = UserTypes.Parse(json);

        string? note = (result.Event as UserTypes.WithStruct)?.Note ?? (result.Event as UserTypes.WithDerived)?.Note;
        note.Should().Be("n");
        result.DriftedMembers.Should().Equal(member);
    }

    private static T Read<T>(string json)
        where T : UserTypes.Event => UserTypes.Parse(json).Event.Should().BeOfType<T>().Subject;

    private static WebhookPayload Payload(string json) => new(System.Text.Encoding.UTF8.GetBytes(json), WebhookHeaders.Empty);
}
