using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>The same for rooms whose events name their type.</summary>
public abstract class TypedEventShapeTests<TEvent> : EventShapeTests<TEvent>
    where TEvent : WebhookObject, IWebhookEvent<TEvent>
{
    /// <summary>The member that names the type.</summary>
    protected abstract string TypeMember { get; }

    /// <summary>The listed types.</summary>
    protected abstract Type EventTypes { get; }

    protected abstract override IReadOnlyList<string> Ids { get; }

    protected sealed override IReadOnlyList<string> Essential => [TypeMember];

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
    public void Parse_TypeThatIsNoText_IsMalformed(string type)
    {
        foreach (byte[] body in Payloads.KnownBodies)
        {
            ShouldBeMalformed(JsonEdit.With(body, TypeMember, type));
        }
    }

    [Fact]
    public void Parse_UnknownTypeAndNothingElse_IsAnEvent()
    {
        byte[] body = Sender.Utf8($"{{\"{TypeMember}\":\"x.hologram\"}}");

        TypeOf(Parse(body)).Should().Be("x.hologram");
        JsonOf(Parse(body)).ValueKind.Should().Be(JsonValueKind.Object);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("9007199254740993")]
    [InlineData("9007199254740993123")]
    [InlineData("18446744073709551616")]
    [InlineData("1234567890123456789012345678901234567890")]
    public void Parse_IdAsNumberOrText_IsTheSameDigits(string digits)
    {
        int tried = 0;
        ForEachKnown((body, known) =>
        {
            foreach (string path in Ids.Intersect(JsonEdit.Members(body)))
            {
                foreach (string value in new[] { digits, $"\"{digits}\"" })
                {
                    TEvent e = Parse(JsonEdit.With(body, path, value));

                    e.Should().BeOfType(known.GetType());
                    EventParts.At(e, path, Naming).Should().Be(digits);
                    tried++;
                }
            }
        });
        tried.Should().BeGreaterThanOrEqualTo(Ids.Count * 2);
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("1E3")]
    [InlineData("12345678901234567890123456789012345678901")]
    [InlineData("\"\\ud800\"")]
    public void Parse_IdThatIsNoWholeNumberAndNoText_IsUnreadable(string value)
    {
        int tried = 0;
        ForEachKnown((body, known) =>
        {
            foreach (string path in Ids.Intersect(JsonEdit.Members(body)))
            {
                ShouldBeUnreadable(JsonEdit.With(body, path, value), path);
                tried++;
            }
        });
        tried.Should().BeGreaterThanOrEqualTo(Ids.Count);
    }

    private protected override IEnumerable<byte[]> Bodies() =>
        [.. Payloads.KnownBodies, .. Payloads.KnownBodies.Select(body => JsonEdit.With(body, TypeMember, "\"x.hologram\""))];

    private static string TypeOf(TEvent e) => (string)e.GetType().GetProperty("Type")!.GetValue(e)!;
}
