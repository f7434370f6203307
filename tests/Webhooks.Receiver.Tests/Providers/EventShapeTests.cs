using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>Payloads that differ from a provider's known ones: nothing is lost.</summary>
public abstract class EventShapeTests<TEvent> : MalformedBodyTests<TEvent>
    where TEvent : WebhookObject, IWebhookEvent<TEvent>
{
    protected virtual JsonNamingPolicy Naming => JsonNamingPolicy.SnakeCaseLower;

    [Fact]
    public void Parse_KnownPayload_LeavesNoFieldUnread()
    {
        ForEachKnown((body, e) => EventParts.Objects(e).Should().OnlyContain(part => part.ExtensionData == null));
    }

    [Fact]
    public void Parse_UnknownFieldInAnyObject_KeepsIt()
    {
        ForEachKnown((body, known) =>
        {
            foreach (string path in JsonEdit.Objects(body))
            {
                TEvent e = Parse(JsonEdit.Adding(body, path, """ "x_new" : {"nested":[1,"two",null],"exact":1.10}"""));

                e.Should().BeOfType(known.GetType());
                EventParts.Unknown(e, path, "x_new", Naming).GetRawText()
                    .Should().Be("""{"nested":[1,"two",null],"exact":1.10}""", "in '{0}'", path);
            }
        });
    }

    [Fact]
    public void Parse_UnknownFieldOfAnyKind_KeepsIt()
    {
        ForEachKnown((body, known) =>
        {
            foreach (string value in ValuesOfEachKind)
            {
                TEvent e = Parse(JsonEdit.Adding(body, "", $"\"x_new\":{value}"));

                e.Should().BeOfType(known.GetType());
                e.ExtensionData!["x_new"].GetRawText().Should().Be(value);
            }
        });
    }

    [Fact]
    public void Parse_PropertiesInOppositeOrder_ReadsTheSame()
    {
        ForEachKnown((body, known) =>
        {
            TEvent e = Parse(JsonEdit.Reversed(body));

            e.Should().BeOfType(known.GetType());
            foreach (string path in JsonEdit.Members(body).Except(JsonEdit.Objects(body)))
            {
                Text(e, path).Should().Be(Text(known, path), "of {0}", path);
            }
        });
    }

    [Fact]
    public void Parse_FieldMissing_IsNullOrUnreadable()
    {
        ForEachKnown((body, known) =>
        {
            foreach (string path in JsonEdit.Members(body).Where(path => !IsInsideRaw(path, known)))
            {
                byte[] changed = JsonEdit.Without(body, path);
                if (Essential.Contains(path))
                {
                    ShouldBeMalformed(changed);
                }
                else if (IsRequired(path, known))
                {
                    ShouldBeUnreadable(changed, path);
                }
                else
                {
                    TEvent e = Parse(changed);
                    e.Should().BeOfType(known.GetType(), "{0} is optional", path);
                    EventParts.At(e, path, Naming).Should().BeNull();
                }
            }
        });
    }

    [Fact]
    public void ReadErrorAndToString_OfAnyEvent_QuoteNothing()
    {
        ForEachKnown((body, known) =>
        {
            byte[] marked = JsonEdit.Adding(body, "", "\"x\":\"c4nary\"");
            foreach (string path in JsonEdit.Members(body).Where(path => IsRequired(path, known) && IsTyped(path, known)))
            {
                TEvent e = Parse(JsonEdit.With(marked, path, "[\"c4nary\"]"));
                ((IUnknownWebhookEvent)e).ReadError.Should().NotBeNull().And.Subject.ToString().Should().NotContain("c4nary");
                e.ToString().Should().Be(e.GetType().Name);
            }

            Parse(marked).ToString().Should().Be(known.GetType().Name);
        });
    }

    private protected static void ShouldBeUnreadable(byte[] body, string why)
    {
        TEvent e = Parse(body);

        e.Should().BeAssignableTo<IUnknownWebhookEvent>("of {0}", why).Which.ReadError.Should().NotBeNull("of {0}", why);
        JsonOf(e).GetRawText().Should().Be(JsonEdit.Root(body).GetRawText(), "nothing is lost of {0}", why);
    }

    /// <summary>The raw JSON that an unknown event keeps.</summary>
    private protected static JsonElement JsonOf(TEvent e) => (JsonElement)e.GetType().GetProperty("Json")!.GetValue(e)!;

    /// <summary>Whether a member is kept as it is, of whatever kind.</summary>
    private protected virtual bool IsRaw(string path, TEvent known) => false;

    /// <summary>Whether a known event without this member is of another shape.</summary>
    private protected virtual bool IsRequired(string path, TEvent known) => false;

    private bool IsTyped(string path, TEvent known) => !IsRaw(path, known) && !IsInsideRaw(path, known);

    private bool IsInsideRaw(string path, TEvent known) =>
        path.LastIndexOf('/') is var end and >= 0 && (IsRaw(path[..end], known) || IsInsideRaw(path[..end], known));

    private string? Text(TEvent e, string path) => EventParts.Text(EventParts.At(e, path, Naming));

    private protected void ForEachKnown(Action<byte[], TEvent> test)
    {
        Payloads.Known.Should().NotBeEmpty();
        foreach (byte[] body in Payloads.KnownBodies)
        {
            TEvent known = Parse(body);
            known.Should().NotBeAssignableTo<IUnknownWebhookEvent>();
            test(body, known);
        }
    }
}
