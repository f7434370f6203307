using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Payloads that differ from a provider's known ones: nothing is lost, and malformed bodies are refused.</summary>
public abstract class EventShapeTests<TEvent>
    where TEvent : WebhookObject, IWebhookEvent<TEvent>
{
    /// <summary>A value of each kind that JSON has.</summary>
    private protected static IReadOnlyList<string> ValuesOfEachKind { get; } = ["\"text\"", "7", "true", "null", "{}", "[]"];

    private protected abstract RoomPayloads Payloads { get; }

    protected virtual JsonNamingPolicy Naming => JsonNamingPolicy.SnakeCaseLower;

    /// <summary>The members without which, or with no text in which, there is no event at all.</summary>
    protected abstract IReadOnlyList<string> Essential { get; }

    /// <summary>Those of them that have to be text.</summary>
    protected virtual IReadOnlyList<string> EssentialText => Essential;

    /// <summary>The members that are text or a whole number.</summary>
    protected virtual IReadOnlyList<string> Ids => [];

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
    public void Parse_EssentialFieldOfAnotherKind_IsMalformed()
    {
        foreach (byte[] body in Payloads.KnownBodies)
        {
            foreach (string path in EssentialText)
            {
                foreach (string value in ValuesOfEachKind.Where(value => !value.StartsWith('"') && (value != "7" || !Ids.Contains(path))))
                {
                    ShouldBeMalformed(JsonEdit.With(body, path, value));
                }
            }
        }
    }

    [Fact]
    public void Parse_DuplicateProperty_IsMalformed()
    {
        foreach (byte[] body in Bodies())
        {
            foreach (string path in JsonEdit.Members(body))
            {
                string owner = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
                string name = path.Split('/')[^1];
                string value = JsonEdit.At(body, path).GetRawText();

                ShouldBeMalformed(JsonEdit.Adding(body, owner, $"\"{name}\":{value}"));
                ShouldBeMalformed(JsonEdit.Adding(body, owner, $"\"\\u{(int)name[0]:x4}{name[1..]}\":null"));
                IsEvent(JsonEdit.Adding(body, owner, $"\"{name.ToUpperInvariant()}\":{value}"))
                    .Should().BeTrue("another case is another name: {0}", path);
            }
        }
    }

    [Fact]
    public void Parse_DuplicatePropertyInsideAnUnknownField_IsMalformed()
    {
        foreach (byte[] body in Bodies())
        {
            foreach (string path in JsonEdit.Objects(body))
            {
                ShouldBeMalformed(JsonEdit.Adding(body, path, """ "x":{"a":1,"a":1}"""));
                ShouldBeMalformed(JsonEdit.Adding(body, path, """ "x":[[{"a":{"b":1,"\u0062":2}}]]"""));
                IsEvent(JsonEdit.Adding(body, path, """ "x":[{"a":1},{"a":2},{"A":{"a":3}}]""")).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void Parse_Depth_IsBoundedBySixtyFour()
    {
        foreach (byte[] body in Bodies())
        {
            foreach (string path in JsonEdit.Objects(body))
            {
                int room = path.Length == 0 ? 63 : 62 - path.Count(c => c == '/');
                IsEvent(JsonEdit.Adding(body, path, Nested(room))).Should().BeTrue();
                ShouldBeMalformed(JsonEdit.Adding(body, path, Nested(room + 1)));
                ShouldBeMalformed(JsonEdit.Adding(body, path, Nested(100_000)));
            }

            ShouldBeMalformed(Sender.Utf8($"{{{Nested(100_000)},{Encoding.UTF8.GetString(body).TrimStart()[1..]}"));
        }
    }

    [Fact]
    public void Parse_BodyThatIsNoEvent_IsMalformed()
    {
        foreach (byte[] body in Bodies())
        {
            string text = Encoding.UTF8.GetString(body);
            string[] broken =
            [
                "", " \r\n", "null", "1", "\"text\"", "[]", "{}", $"[{text}]", $"{{\"data\":{text}}}", text[..^1], text[..20], "\uFEFF" + text, text + "x",
                text + text, text + "\0", "/* */" + text, text.TrimEnd()[..^1] + ",}", text.Replace('"', '\''), "id=1&type=x", "<event/>",
            ];
            foreach (string json in broken)
            {
                ShouldBeMalformed(Sender.Utf8(json));
            }

            ShouldBeMalformed(Encoding.Unicode.GetBytes(text));
            ShouldBeMalformed(Encoding.BigEndianUnicode.GetBytes(text));
            IsEvent(Sender.Utf8($"\r\n\t {text}\r\n")).Should().BeTrue("white space means nothing");
        }
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("c080")]
    [InlineData("c3")]
    [InlineData("eda080")]
    [InlineData("f4908080")]
    [InlineData("e282")]
    public void Parse_InvalidUtf8Anywhere_IsMalformed(string hex)
    {
        byte[] invalid = Convert.FromHexString(hex);
        foreach (byte[] body in Bodies())
        {
            foreach (string path in JsonEdit.Objects(body))
            {
                byte[] marked = JsonEdit.Adding(body, path, "\"x_note\":\"MARK\"");
                int at = marked.AsSpan().IndexOf("MARK"u8);

                IsEvent(marked).Should().BeTrue();
                ShouldBeMalformed([.. marked[..at], .. invalid, .. marked[(at + 4)..]]);
            }

            ShouldBeMalformed([.. body, .. invalid]);
            ShouldBeMalformed([.. invalid, .. body]);
        }
    }

    [Fact]
    public void Parse_AnyBytes_NeverThrowsAndIdentifiesWhatItReads()
    {
        Config config = Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true);

        Check.One(config, Prop.ForAll(Arb.From(BodyMutations.Arbitrary), IsHarmless));
        Check.One(config, Prop.ForAll(Arb.From(BodyMutations.Of(Payloads.KnownBodies)), IsHarmless));
        Payloads.KnownBodies.Take(2).SelectMany(BodyMutations.EveryByteOf).Should().OnlyContain(body => IsHarmless(body));
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

    private protected static WebhookParseResult<TEvent> Read(byte[] body) => TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

    private protected static TEvent Parse(byte[] body) => WebhookReader<TEvent>.Parse(body);

    private protected static bool IsEvent(byte[] body) => WebhookReader<TEvent>.TryParse(body, out _);

    private protected static void ShouldBeMalformed(byte[] body)
    {
        Read(body).Status.Should().Be(
            WebhookParseStatus.Malformed, "of {0}", Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 500))));
        IsEvent(body).Should().BeFalse();
    }

    private protected static void ShouldBeUnreadable(byte[] body, string why)
    {
        TEvent e = Parse(body);

        e.Should().BeAssignableTo<IUnknownWebhookEvent>("of {0}", why).Which.ReadError.Should().NotBeNull("of {0}", why);
        JsonOf(e).GetRawText().Should().Be(JsonEdit.Root(body).GetRawText(), "nothing is lost of {0}", why);
    }

    /// <summary>The raw JSON that an unknown event keeps.</summary>
    private protected static JsonElement JsonOf(TEvent e) => (JsonElement)e.GetType().GetProperty("Json")!.GetValue(e)!;

    /// <summary>The bodies that are events: the published ones, and the other forms of the provider.</summary>
    private protected virtual IEnumerable<byte[]> Bodies() => Payloads.KnownBodies;

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

    private static bool IsHarmless(byte[] body) => Read(body) is var result
        && (result.IsParsed ? !result.Identity.IsNone && result.Identity.IsAuthenticated : result.Event is null);

    private static string Nested(int levels) => $"\"x\":{new string('[', levels)}{new string(']', levels)}";
}
