namespace Webhooks.Receiver.Tests;

/// <summary>The same for providers whose ids are text or whole numbers.</summary>
public abstract class NumericIdEventShapeTests<TEvent> : TypedEventShapeTests<TEvent>
    where TEvent : WebhookObject, IWebhookEvent<TEvent>
{
    protected abstract override IReadOnlyList<string> Ids { get; }

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
    public void Parse_IdThatIsNoWholeNumberAndNoText_IsKeptOrUnreadable(string value)
    {
        int tried = 0;
        ForEachKnown((body, known) =>
        {
            foreach (string path in Ids.Intersect(JsonEdit.Members(body)))
            {
                byte[] changed = JsonEdit.With(body, path, value);
                if (IsRequired(path, known))
                {
                    ShouldBeUnreadable(changed, path);
                }
                else
                {
                    Parse(changed).Should().BeOfType(known.GetType());
                    EventParts.At(Parse(changed), path, Naming).Should().BeNull();
                }

                tried++;
            }
        });
        tried.Should().BeGreaterThanOrEqualTo(Ids.Count);
    }
}
