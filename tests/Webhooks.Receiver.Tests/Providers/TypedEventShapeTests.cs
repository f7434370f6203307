using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>The same for providers whose events have a type.</summary>
public abstract class TypedEventShapeTests<TEvent> : EventShapeTests<TEvent>
    where TEvent : WebhookObject, IWebhookEvent<TEvent>
{
    /// <summary>The member that names the type.</summary>
    protected abstract string TypeMember { get; }

    /// <summary>The listed types.</summary>
    protected abstract Type EventTypes { get; }

    protected override IReadOnlyList<string> Essential => [TypeMember];

    [Fact]
    public void Payloads_OfTheFolder_CoverEveryListedType()
    {
        IEnumerable<string> listed = EventTypes.GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Payloads.KnownBodies.Select(body => TypeOf(Parse(body))).Distinct().Should().BeEquivalentTo(listed);
    }

    [Theory]
    [InlineData("x.hologram")]
    [InlineData(" ")]
    [InlineData("日本語")]
    [InlineData("\\u0000")]
    public void Parse_UnknownType_KeepsEverything(string type)
    {
        foreach (byte[] known in Payloads.KnownBodies)
        {
            byte[] body = JsonEdit.With(known, TypeMember, $"\"{type}\"");

            TEvent e = Parse(body);

            IUnknownWebhookEvent unknown = e.Should().BeAssignableTo<IUnknownWebhookEvent>().Which;
            unknown.Type.Should().Be(JsonEdit.At(body, TypeMember).GetString());
            unknown.ReadError.Should().BeNull();
            JsonOf(e).GetRawText().Should().Be(JsonEdit.Root(body).GetRawText());
        }
    }

    [Fact]
    public void Parse_KnownTypeInAnotherCase_IsUnknown()
    {
        foreach (byte[] known in Payloads.KnownBodies)
        {
            byte[] body = JsonEdit.With(known, TypeMember, $"\"{TypeOf(Parse(known)).ToUpperInvariant()}\"");

            Parse(body).Should().BeAssignableTo<IUnknownWebhookEvent>().Which.ReadError.Should().BeNull();
        }
    }

    [Fact]
    public void Parse_TypeWrittenWithEscapes_IsKnown()
    {
        foreach (byte[] known in Payloads.KnownBodies)
        {
            string type = TypeOf(Parse(known));
            byte[] body = JsonEdit.With(known, TypeMember, $"\"\\u{(int)type[0]:x4}{type[1..]}\"");

            Parse(body).Should().BeOfType(Parse(known).GetType());
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[\"text\"]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"evt\\udfaf\"")]
    [InlineData("\"\\udfaf\\ud83c\"")]
    public void Parse_TypeThatIsNoText_IsMalformed(string type)
    {
        foreach (byte[] body in Bodies())
        {
            ShouldBeMalformed(JsonEdit.With(body, TypeMember, type));
        }
    }

    [Fact]
    public void Parse_UnknownTypeAndNothingElse_IsAnEvent()
    {
        byte[] body = Sender.Utf8($"{{{string.Join(',', Essential.Select(member => $"\"{member}\":\"x.hologram\""))}}}");

        TypeOf(Parse(body)).Should().Be("x.hologram");
        JsonOf(Parse(body)).ValueKind.Should().Be(JsonValueKind.Object);
    }

    private protected override IEnumerable<byte[]> Bodies() =>
        [.. Payloads.KnownBodies, .. Payloads.KnownBodies.Select(body => JsonEdit.With(body, TypeMember, "\"x.hologram\""))];

    private static string TypeOf(TEvent e) => (string)e.GetType().GetProperty("Type")!.GetValue(e)!;
}
