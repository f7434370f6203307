using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Webhooks.Receiver.Tests;

/// <summary>Bodies that are no event of a provider: each is refused, and none makes the parser throw.</summary>
public abstract class MalformedBodyTests<TEvent>
    where TEvent : WebhookObject, IWebhookEvent<TEvent>
{
    /// <summary>A value of each kind that JSON has.</summary>
    private protected static IReadOnlyList<string> ValuesOfEachKind { get; } = ["\"text\"", "7", "true", "null", "{}", "[]"];

    private protected abstract ProviderPayloads Payloads { get; }

    /// <summary>The members without which, or with no text in which, there is no event at all.</summary>
    protected abstract IReadOnlyList<string> Essential { get; }

    /// <summary>Those of them that have to be text.</summary>
    protected virtual IReadOnlyList<string> EssentialText => Essential;

    /// <summary>The members that are text or a whole number.</summary>
    protected virtual IReadOnlyList<string> Ids => [];

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
                int one = path.Length == 0 ? 63 : 62 - path.Count(c => c == '/');
                IsEvent(JsonEdit.Adding(body, path, Nested(one))).Should().BeTrue();
                ShouldBeMalformed(JsonEdit.Adding(body, path, Nested(one + 1)));
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

    private protected static WebhookParseResult<TEvent> Read(byte[] body) => TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

    private protected static TEvent Parse(byte[] body) => WebhookReader<TEvent>.Parse(body);

    private protected static bool IsEvent(byte[] body) => WebhookReader<TEvent>.TryParse(body, out _);

    private protected static void ShouldBeMalformed(byte[] body)
    {
        Read(body).Status.Should().Be(
            WebhookParseStatus.Malformed, "of {0}", Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 500))));
        IsEvent(body).Should().BeFalse();
    }

    /// <summary>The bodies that are events: the published ones, and the other forms of the provider.</summary>
    private protected virtual IEnumerable<byte[]> Bodies() => Payloads.KnownBodies;

    private static bool IsHarmless(byte[] body) => Read(body) is var result
        && (result.IsParsed ? !result.Identity.IsNone && result.Identity.IsAuthenticated : result.Event is null);

    private static string Nested(int levels) => $"\"x\":{new string('[', levels)}{new string(']', levels)}";
}
