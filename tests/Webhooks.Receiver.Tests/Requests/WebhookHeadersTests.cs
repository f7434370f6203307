namespace Webhooks.Receiver.Tests;

public sealed class WebhookHeadersTests
{
    [Fact]
    public void Item_NameGivenTwiceInAnyCase_ShowsBothValuesInOrder()
    {
        var headers = WebhookHeaders.From(
        [
            KeyValuePair.Create("Signature", "first"), KeyValuePair.Create("Other", "x"), KeyValuePair.Create("SIGNATURE", "second"),
        ]);

        headers["signature"].Should().Equal("first", "second");
        headers["other"].Should().Equal("x");
        headers["absent"].Should().BeEmpty();
    }

    [Fact]
    public void Item_EmptyValueGivenTwice_IsStillTwice()
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create("Signature", ""), KeyValuePair.Create("signature", "")]);

        headers["Signature"].Count.Should().Be(2);
    }

    [Fact]
    public void Item_ValueWithComma_IsOneValue()
    {
        WebhookHeaders.From([KeyValuePair.Create("Signature", "a, b")])["Signature"].Should().Equal("a, b");
    }

    [Fact]
    public void Item_SpacesAndTabsAroundAValue_AreNotPartOfIt()
    {
        WebhookHeaders.From([KeyValuePair.Create("Signature", " \ta b\t "), KeyValuePair.Create("Signature", " \t")])["Signature"]
            .Should().Equal("a b", "");
        WebhookHeaders.From([KeyValuePair.Create("Signature", "\u00a0a\n")])["Signature"].Should().Equal(["\u00a0a\n"], "no other space is HTTP's");
    }

    [Fact]
    public void From_NullValue_IsAnEmptyOne()
    {
        WebhookHeaders.From([KeyValuePair.Create("Signature", (string)null!)])["Signature"].Should().Equal("");
    }

    [Fact]
    public void From_Null_Throws()
    {
        Action from = () => WebhookHeaders.From(null!);

        from.Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Empty_AnyName_HasNoValue()
    {
        WebhookHeaders.Empty["Signature"].Should().BeEmpty();
    }
}
