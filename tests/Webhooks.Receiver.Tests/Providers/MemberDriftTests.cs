using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Members in another form than published: a scalar is read all the same, any other optional member is null and kept, and only a
/// required one costs the event its type.
/// </summary>
public abstract class MemberDriftTests<TEvent>
    where TEvent : WebhookObject, IWebhookEvent<TEvent>
{
    private static readonly string[] _values =
    [
        "\"text\"", "\"\"", "7", "1.5", "true", "null", "{}", "[]", "[7]", "[{}]", """{"a":{"b":[1]}}""", "\"\\ud800\"", "1e400", """{"\ud800":1}""",
    ];

    private protected abstract ProviderPayloads Payloads { get; }

    protected virtual JsonNamingPolicy Naming => JsonNamingPolicy.SnakeCaseLower;

    [Fact]
    public void Parse_OptionalMemberOfAnyKind_KeepsTheTypeAndEverythingElse()
    {
        foreach ((byte[] body, TEvent known, EventMember member) in Members(required: false))
        {
            foreach (string value in _values)
            {
                ShouldSurvive(body, known, member, value);
            }
        }
    }

    [Fact]
    public void Parse_OptionalMemberOfAnyJson_KeepsTheTypeAndEverythingElse()
    {
        var cases =
            from at in Gen.Elements(Members(required: false).ToArray())
            from value in JsonValues.Any
            select (at.Body, at.Known, at.Member, value);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true),
            Prop.ForAll(cases.ToArbitrary(), one => ShouldSurvive(one.Body, one.Known, one.Member, one.value)));
    }

    [Fact]
    public void Parse_AnyJsonAnywhere_IsAnEventOrHasAReason()
    {
        byte[][] bodies = [.. Payloads.KnownBodies];
        Gen<byte[]> anything =
            from value in JsonValues.Any
            from body in Gen.Elements(bodies)
            from path in Gen.Elements(JsonEdit.Members(body).ToArray())
            from owner in Gen.Elements(JsonEdit.Objects(body).ToArray())
            from changed in Gen.Elements(
                Sender.Utf8(value), Sender.Utf8($"[{value},{value}]"), JsonEdit.With(body, path, value), JsonEdit.Without(body, path),
                JsonEdit.Adding(body, owner, $"\"x\":{value}"), JsonEdit.Adding(body, owner, $"\"{path.Split('/')[^1]}\":{value}"),
                JsonEdit.Adding(body, owner, $"\"\\ud800\":1,\"\\uD800\":{value}"))
            select changed;

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true),
            Prop.ForAll(anything.ToArbitrary(), body =>
            {
                WebhookParseResult<TEvent> result = Read(body);
                return result.Status switch
                {
                    WebhookParseStatus.Parsed => result.Event is not IUnknownWebhookEvent { ReadError.Member: null } && !result.Identity.IsNone,
                    _ => result.Reason is not (null or WebhookFailureReason.Unspecified)
                        && result.Member is null == (result.Reason != WebhookFailureReason.DuplicateMember),
                };
            }));
    }

    [Fact]
    public void Parse_AllOptionalMembersOfAnotherKind_KeepsTheTypeAndNamesEach()
    {
        foreach (byte[] body in Payloads.KnownBodies)
        {
            TEvent known = Parse(body);
            EventMember[] optional = [.. EventMember.In(body, known, Naming).Where(member => !member.IsRequired && !member.IsRaw)];
            EventMember[] outermost = [.. optional.Where(member => !optional.Any(other => member.Path.StartsWith(other.Path + "/", StringComparison.Ordinal)))];

            WebhookParseResult<TEvent> result = Read(outermost.Aggregate(body, (changed, member) => JsonEdit.With(changed, member.Path, "[[]]")));

            result.Event.Should().BeOfType(known.GetType());
            result.DriftedMembers.Should().BeEquivalentTo(outermost.Select(member => member.OurPath));
        }
    }

    [Fact]
    public void Parse_RequiredMemberMissingOrOfAnotherKind_IsUnknownAndNamesIt()
    {
        foreach ((byte[] body, TEvent known, EventMember member) in Members(required: true).Where(at => !IsIdentity(at.Member)))
        {
            byte[][] changed =
            [
                JsonEdit.Without(body, member.Path),
                .. member.IsRaw ? [] : new[] { "[[\"c4nary\"]]", "true", "null" }.Select(value => JsonEdit.With(body, member.Path, value)),
            ];
            foreach (byte[] one in changed)
            {
                WebhookParseResult<TEvent> result = Read(one);

                IUnknownWebhookEvent e = result.Event.Should().BeAssignableTo<IUnknownWebhookEvent>("of {0}", member.Path).Which;
                e.Type.Should().Be(known.Type);
                e.ReadError!.Member.Should().Be(member.OurPath);
                e.ReadError.Message.Should().Be($"The event's type is known, but its member '{member.OurPath}' is missing or cannot be read.");
                result.DriftedMembers.Should().BeEmpty();
            }
        }
    }

    [Fact]
    public void Parse_NumberInPlaceOfText_IsItsText()
    {
        foreach ((byte[] body, TEvent known, EventMember member) in Members().Where(at => at.Member.IsText || at.Member.IsOpenEnum))
        {
            foreach (string number in new[] { "5", "-5", "2.50", "1e3", "1e400", "12345678901234567890" })
            {
                ShouldBeRead(JsonEdit.With(body, member.Path, number), known, member, number);
            }
        }
    }

    [Fact]
    public void Parse_NumberInPlaceOfAnId_IsItsTextIfItIsWhole()
    {
        foreach ((byte[] body, TEvent known, EventMember member) in Members().Where(at => at.Member.IsId))
        {
            foreach (string number in new[] { "5", "9007199254740993", "1234567890123456789012345678901234567890" })
            {
                ShouldBeRead(JsonEdit.With(body, member.Path, number), known, member, number);
            }
        }
    }

    [Fact]
    public void Parse_TextInPlaceOfANumber_IsTheNumber()
    {
        foreach ((byte[] body, TEvent known, EventMember member) in Members().Where(at => at.Member.IsDecimal))
        {
            foreach ((string text, string expected) in new[] { ("99.99", "99.99"), ("2.0", "2.0"), ("-5", "-5"), ("1e2", "100") })
            {
                ShouldBeRead(JsonEdit.With(body, member.Path, $"\"{text}\""), known, member, expected);
            }
        }

        foreach ((byte[] body, TEvent known, EventMember member) in Members().Where(at => at.Member.IsWholeNumber))
        {
            ShouldBeRead(JsonEdit.With(body, member.Path, "\"25000\""), known, member, "25000");
        }
    }

    [Theory]
    [InlineData("\"2024-07-11T20:26:10Z\"", "2024-07-11T20:26:10+00:00")]
    [InlineData("\"2024-07-11T20:26:10\"", "2024-07-11T20:26:10+00:00")]
    [InlineData("\"2024-07-11T20:26:10+03:00\"", "2024-07-11T20:26:10+03:00")]
    [InlineData("\"2024-07-11T20:26+03:00\"", "2024-07-11T20:26:00+03:00")]
    [InlineData("\"2024-07-11 20:26:10+03\"", "2024-07-11T20:26:10+03:00")]
    [InlineData("\"20240711T202610+03:00\"", "2024-07-11T20:26:10+03:00")]
    [InlineData("\"2024-07-11 20:26:10\"", "2024-07-11T20:26:10+00:00")]
    [InlineData("\"2024-07-11 20:26:10.25\"", "2024-07-11T20:26:10.25+00:00")]
    [InlineData("1720727170", "2024-07-11T19:46:10+00:00")]
    [InlineData("\"1720727170\"", "2024-07-11T19:46:10+00:00")]
    [InlineData("1720727170123", "2024-07-11T19:46:10.123+00:00")]
    [InlineData("\"1720727170123\"", "2024-07-11T19:46:10.123+00:00")]
    [InlineData("1720727170.5", "2024-07-11T19:46:10.5+00:00")]
    [InlineData("1000000000000", "2001-09-09T01:46:40+00:00")]
    [InlineData("9999999999999", "2286-11-20T17:46:39.999+00:00")]
    [InlineData("253402300799", "9999-12-31T23:59:59+00:00")]
    [InlineData("0", "1970-01-01T00:00:00+00:00")]
    public void Parse_TimeInAnyForm_IsTheInstant(string json, string expected)
    {
        var instant = DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture);
        foreach ((byte[] body, TEvent known, EventMember member) in Members().Where(at => at.Member.IsTime))
        {
            ShouldBeRead(JsonEdit.With(body, member.Path, json), known, member, EventParts.Text(instant)!);
        }
    }

    [Theory]
    [InlineData("\"1720727170.5.5\"")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("01720727170")]
    [InlineData("253402300800")]
    [InlineData("10000000000000")]
    [InlineData("\"0720727170123\"")]
    [InlineData("\"11.07.2024\"")]
    [InlineData("\"2024\"")]
    [InlineData("\"2024.07\"")]
    [InlineData("\"20241301\"")]
    [InlineData("\"2024-07-11  20:26:10\"")]
    [InlineData("\" 1720727170\"")]
    public void Parse_TimeInNoKnownForm_IsKept(string json)
    {
        foreach ((byte[] body, TEvent known, EventMember member) in Members().Where(at => at.Member.IsTime && json[0] != '0'))
        {
            ShouldSurvive(body, known, member, json);
            EventParts.At(Parse(JsonEdit.With(body, member.Path, json)), member.Path, Naming).Should().BeNull();
        }
    }

    [Fact]
    public void Parse_PublishedPayload_HasNoDrift()
    {
        foreach (byte[] body in Payloads.KnownBodies)
        {
            Read(body).DriftedMembers.Should().BeEmpty();
        }
    }

    [Fact]
    public void ReadTwice_Result_IsTheSame()
    {
        foreach ((byte[] body, _, EventMember member) in Members(required: false))
        {
            byte[] changed = JsonEdit.With(body, member.Path, "[[]]");

            Read(changed).Identity.Should().Be(Read(changed).Identity);
            Read(changed).OccurredAt.Should().Be(Read(changed).OccurredAt);
        }
    }

    /// <summary>Whether there is no event at all without the member.</summary>
    private protected virtual bool IsIdentity(EventMember member) => false;

    private protected static WebhookParseResult<TEvent> Read(byte[] body) => TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

    private static TEvent Parse(byte[] body) => WebhookReader<TEvent>.Parse(body);

    private IEnumerable<(byte[] Body, TEvent Known, EventMember Member)> Members(bool required) =>
        Members().Where(at => at.Member.IsRequired == required);

    private IEnumerable<(byte[] Body, TEvent Known, EventMember Member)> Members()
    {
        Payloads.Known.Should().NotBeEmpty();
        return from body in Payloads.KnownBodies
               let known = Parse(body)
               from member in EventMember.In(body, known, Naming)
               select (body, known, member);
    }

    private void ShouldBeRead(byte[] body, TEvent known, EventMember member, string expected)
    {
        WebhookParseResult<TEvent> result = Read(body);

        result.Event.Should().BeOfType(known.GetType(), "of {0}", member.Path);
        EventParts.Text(EventParts.At(result.Event!, member.Path, Naming)).Should().Be(expected, "of {0}", member.Path);
        result.DriftedMembers.Should().BeEmpty("of {0}", member.Path);
    }

    /// <summary>The event keeps its type and all its other members; the changed one is read, or null and kept.</summary>
    private void ShouldSurvive(byte[] body, TEvent known, EventMember member, string value)
    {
        WebhookParseResult<TEvent> result = Read(JsonEdit.With(body, member.Path, value));
        string because = $"of {member.Path}: {value}";

        result.Event.Should().BeOfType(known.GetType(), because);
        TEvent e = result.Event!;
        foreach (string other in JsonEdit.Members(body).Except(JsonEdit.Objects(body)))
        {
            if (other != member.Path && !other.StartsWith(member.Path + "/", StringComparison.Ordinal))
            {
                EventParts.Text(EventParts.At(e, other, Naming)).Should().Be(EventParts.Text(EventParts.At(known, other, Naming)), because);
            }
        }

        object? read = EventParts.At(e, member.Path, Naming);
        IDictionary<string, JsonElement>? kept = ((WebhookObject)EventParts.At(e, member.Owner, Naming)!).ExtensionData;
        if (read is null && value != "null")
        {
            kept![member.Name].GetRawText().Should().Be(Spelled(value), because);
            result.DriftedMembers.Should().Equal([member.OurPath], because);
        }
        else
        {
            (kept?.ContainsKey(member.Name) ?? false).Should().BeFalse(because);
            result.DriftedMembers.Where(path => !path.StartsWith(member.OurPath + ".", StringComparison.Ordinal) && !path.StartsWith(member.OurPath + "[", StringComparison.Ordinal))
                .Should().BeEmpty(because);
        }
    }

    /// <summary>Names that are no text are spelled as their escape sequences: see the tests of lone surrogates.</summary>
    private static string Spelled(string value) => System.Text.RegularExpressions.Regex.Replace(
        value, "(?<=[{,]\")\\\\u(d800|dfaf)(?=\":)", "\\\\u$1");
}
