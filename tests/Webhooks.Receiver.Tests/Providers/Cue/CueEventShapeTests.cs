using System.Text;
using System.Text.Json;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class CueEventShapeTests : TypedEventShapeTests<CueEvent>
{
    private const string UnknownEvent =
        """{"id":"evt_1","type":"ad.hologram","created":"2024-01-15T10:30:00Z","data":{"depth":3},"api_version":"v2"}""";

    private static readonly string[] _required =
    [
        "data", "data/ad_id", "data/campaign_id", "data/click_id", "data/conversion_id", "data/conversion_value", "data/budget",
        "data/spent",
    ];

    /// <summary>Ids and types are what the whole event hangs on: these are none.</summary>
    public static TheoryData<string> NoText =>
        ["null", "\"\"", "7.5", "true", "{}", "[]", "[\"evt_1\"]", "\"\\ud800\"", "\"evt\\udfaf\"", "\"\\udfaf\\ud83c\""];

    public static TheoryData<string> NoId =>
    [
        "\" \"", "\"\\t\"", "\"\\u0000\"", "\"evt\\u0000\"", "\"\\uFEFF\"", "\"\\ufeffevt_1\"", "\"evt_1\uFEFF\"", "\"\\ud83c\\ud83c\"",
    ];

    public static TheoryData<string, string> NotAnEvent => new()
    {
        { "no id", """{"type":"ad.hologram","data":{}}""" },
        { "no type", """{"id":"evt_1","data":{}}""" },
        { "names in another case", """{"Id":"evt_1","Type":"ad.hologram","data":{}}""" },
        { "id and type in data", """{"data":{"id":"evt_1","type":"ad.hologram"}}""" },
        { "line comment in data", UnknownEvent.Replace("{\"depth\":3}", "{\n// Event-specific data\n}", StringComparison.Ordinal) },
        { "NaN", UnknownEvent.Replace("3", "NaN", StringComparison.Ordinal) },
        { "leading zero", UnknownEvent.Replace("3", "03", StringComparison.Ordinal) },
        { "control character in a string", UnknownEvent.Replace("evt_1", "evt\n1", StringComparison.Ordinal) },
        { "bad escape", UnknownEvent.Replace("evt_1", "evt\\x1", StringComparison.Ordinal) },
    };

    private protected override ProviderPayloads Payloads => ProviderPayloads.Cue;

    protected override string TypeMember => "type";

    protected override Type EventTypes => typeof(CueEventTypes);

    protected override IReadOnlyList<string> Essential => ["id", "type"];

    protected override IReadOnlyList<string> Ids => ["id"];

    [Fact]
    public void Parse_C12_ApiVersionPresentOrAbsent_IsRead()
    {
        ForEachKnown((body, known) =>
        {
            byte[] absent = JsonEdit.Without(body, "api_version");
            byte[] present = JsonEdit.Adding(absent, "", "\"api_version\":\"v7\"");

            Parse(absent).Should().BeOfType(known.GetType()).And.Match<CueEvent>(e => e.ApiVersion == null);
            Parse(present).Should().BeOfType(known.GetType()).And.Match<CueEvent>(e => e.ApiVersion == "v7");
        });
    }

    [Fact]
    public void Parse_C13_DataOfAnyKindWherePayloadsAreUnpublished_IsKeptRaw()
    {
        int tried = 0;
        ForEachKnown((body, known) =>
        {
            foreach (string value in IsRaw("data", known) ? ValuesOfEachKind : [])
            {
                CueEvent e = Parse(JsonEdit.With(body, "data", value));

                e.Should().BeOfType(known.GetType());
                ((JsonElement)EventParts.At(e, "data", Naming)!).GetRawText().Should().Be(value);
                tried++;
            }
        });
        tried.Should().Be(3 * ValuesOfEachKind.Count);
    }

    [Theory]
    [InlineData("ad.conversion.json", "data/conversion_value", "1e400")]
    [InlineData("ad.conversion.json", "data/conversion_value", "79228162514264337593543950336")]
    [InlineData("ad.conversion.json", "data/conversion_value", "\"\"")]
    [InlineData("ad.conversion.json", "data/conversion_value", "\"99,99\"")]
    [InlineData("ad.click.json", "data/ad_id", "\"\\ud800\"")]
    [InlineData("ad.click.json", "data/ad_id", "7.0")]
    public void Parse_RequiredValueOutOfReach_IsUnreadable(string file, string path, string value)
    {
        ShouldBeUnreadable(JsonEdit.With(CuePayloads.Read(file), path, value), path);
    }

    [Theory]
    [InlineData("campaign.budget_exhausted.json", "data/performance/clicks", "1.5")]
    [InlineData("campaign.budget_exhausted.json", "data/performance/clicks", "9223372036854775808")]
    [InlineData("campaign.created.json", "data/target_audience/keywords", "[[]]")]
    [InlineData("campaign.created.json", "data/target_audience/keywords", "[\"\\ud800\"]")]
    [InlineData("ad.impression.json", "data/placement/type", "\"\\udfaf\"")]
    [InlineData("ad.click.json", "created", "\"\\ud800\"")]
    [InlineData("ad.click.json", "created", "\"\"")]
    [InlineData("ad.click.json", "created", "\"15.01.2024\"")]
    [InlineData("ad.click.json", "created", "\"01/15/2024 10:35:00\"")]
    [InlineData("ad.click.json", "created", "\"2024-02-30T10:35:00Z\"")]
    [InlineData("ad.click.json", "created", "\"2024-01-15T10:35:00.1234567890Z\"")]
    [InlineData("ad.click.json", "created", "\"2024-01-15T10:35:00+15:00\"")]
    [InlineData("ad.click.json", "created", "\"0001-01-01T00:00:00+01:00\"")]
    [InlineData("ad.click.json", "created", "\"2024-01-15T10:35:00Z                                                        \"")]
    [InlineData("ad.click.json", "data/metadata/timestamp", "\"yesterday\"")]
    public void Parse_OptionalValueOutOfReach_IsKept(string file, string path, string value)
    {
        byte[] body = CuePayloads.Read(file);

        CueEvent e = Parse(JsonEdit.With(body, path, value));

        e.Should().BeOfType(Parse(body).GetType());
        EventParts.At(e, path, Naming).Should().BeNull();
        EventParts.Unknown(e, path.Contains('/') ? path[..path.LastIndexOf('/')] : "", path.Split('/')[^1], Naming).GetRawText().Should().Be(value);
    }

    [Fact]
    public void Parse_C14_UnknownType_KeepsEverything()
    {
        CueUnknownEvent e = Parse(Sender.Utf8(UnknownEvent)).Should().BeOfType<CueUnknownEvent>().Which;

        e.Id.Should().Be("evt_1");
        e.Type.Should().Be("ad.hologram");
        e.Created.Should().Be(new DateTimeOffset(2024, 1, 15, 10, 30, 0, TimeSpan.Zero));
        e.ApiVersion.Should().Be("v2");
        e.Data.GetRawText().Should().Be("""{"depth":3}""");
        e.Json.GetRawText().Should().Be(UnknownEvent);
        e.ReadError.Should().BeNull();
        e.Should().BeAssignableTo<IUnknownWebhookEvent>();
    }

    [Theory]
    [InlineData("AD.CLICK")]
    [InlineData("ad.click ")]
    [InlineData("ad.clicks")]
    [InlineData("type")]
    [InlineData("日本語")]
    [InlineData("\\u0061d.hologram")]
    [InlineData("ad.click\\u0000")]
    [InlineData("\\uFEFFad.click")]
    public void Parse_TypeThatIsNotListed_IsUnknown(string type)
    {
        byte[] body = JsonEdit.With(CuePayloads.AdClick, "type", $"\"{type}\"");

        CueUnknownEvent e = Parse(body).Should().BeOfType<CueUnknownEvent>().Which;

        e.Type.Should().Be(JsonEdit.At(body, "type").GetString());
        e.ReadError.Should().BeNull();
        e.Json.GetRawText().Should().Be(JsonEdit.Root(body).GetRawText());
    }

    [Fact]
    public void Parse_NameWrittenWithEscapes_IsKnown() =>
        Parse(Sender.Utf8(Encoding.UTF8.GetString(CuePayloads.AdClick).Replace("\"type\"", "\"\\u0074ype\"", StringComparison.Ordinal)))
            .Should().BeOfType<CueAdClick>();

    [Fact]
    public void Parse_UnknownTypeWithNothingElse_IsUnknown()
    {
        CueUnknownEvent e = Parse("""{"type":"t","id":"i"}"""u8.ToArray()).Should().BeOfType<CueUnknownEvent>().Which;

        e.Data.ValueKind.Should().Be(JsonValueKind.Undefined);
        e.Created.Should().BeNull();
        e.ApiVersion.Should().BeNull();
    }

    [Fact]
    public void Parse_UnknownTypeWithOddEnvelope_IsUnknown()
    {
        foreach (string value in ValuesOfEachKind)
        {
            string json = $$"""{"id":"i","type":"t","created":{{value}},"data":{{value}},"api_version":[]}""";

            CueUnknownEvent e = Parse(Sender.Utf8(json)).Should().BeOfType<CueUnknownEvent>().Which;

            e.Created.Should().BeNull();
            e.ApiVersion.Should().BeNull();
            e.Data.GetRawText().Should().Be(value);
            e.Json.GetRawText().Should().Be(json);
        }
    }

    [Theory]
    [MemberData(nameof(NoText))]
    [MemberData(nameof(NoId))]
    public void Parse_IdThatIdentifiesNothing_IsMalformed(string id)
    {
        foreach (byte[] body in Bodies().Append(Sender.Utf8(UnknownEvent)))
        {
            ShouldBeMalformed(JsonEdit.With(body, "id", id));
        }
    }

    [Theory]
    [MemberData(nameof(NotAnEvent))]
    public void Parse_TextThatIsNoEvent_IsMalformed(string what, string body)
    {
        what.Should().NotBeEmpty();
        ShouldBeMalformed(Sender.Utf8(body));
        ShouldBeMalformed(Sender.Utf8(body.Replace("ad.hologram", CueEventTypes.AccountBilling, StringComparison.Ordinal)));
    }

    [Fact]
    public void ReadError_OfAnUnreadableEvent_NamesTheMemberAndQuotesNothing()
    {
        byte[] body = JsonEdit.With(CuePayloads.AdClick, "data/click_id", "[\"c4nary\"]");

        CueUnknownEvent e = Parse(body).Should().BeOfType<CueUnknownEvent>().Which;

        e.ReadError!.Message.Should().Be("The event's type is known, but its member 'data.click_id' is missing or cannot be read.");
        e.ReadError.ToString().Should().NotContain("c4nary");
    }

    private protected override bool IsRaw(string path, CueEvent known) =>
        path == "data" && known is (CueAccountBilling or CueCampaignPaused or CueCampaignUpdated);

    private protected override bool IsRequired(string path, CueEvent known) => _required.Contains(path);
}
