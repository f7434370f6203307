using System.Text;
using System.Text.Json;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Payloads that differ from the documented ones: nothing is lost, and nothing malformed gets through.</summary>
public sealed class CueEventShapeTests
{
    private const string UnknownEvent =
        """{"id":"evt_1","type":"ad.hologram","created":"2024-01-15T10:30:00Z","data":{"depth":3},"api_version":"v2"}""";

    private static readonly string[] _values = ["\"text\"", "7", "true", "null", "{}", "[]"];

    private static readonly string[] _required =
    [
        "data", "data/ad_id", "data/campaign_id", "data/click_id", "data/conversion_id", "data/conversion_value", "data/budget",
        "data/spent",
    ];

    /// <summary>Ids and types are what the whole event hangs on: these are none.</summary>
    public static TheoryData<string> NoText =>
        ["null", "\"\"", "7", "true", "{}", "[]", "[\"evt_1\"]", "\"\\ud800\"", "\"evt\\udfaf\"", "\"\\udfaf\\ud83c\""];

    public static TheoryData<string> NoId =>
    [
        "\" \"", "\"\\t\"", "\"\\u0000\"", "\"evt\\u0000\"", "\"\\uFEFF\"", "\"\\ufeffevt_1\"", "\"evt_1\uFEFF\"", "\"\\ud83c\\ud83c\"",
    ];

    public static TheoryData<string, string> NotAnEvent => new()
    {
        { "empty", "" },
        { "blank", " \r\n\t" },
        { "null", "null" },
        { "number", "1" },
        { "string", "\"ad.click\"" },
        { "true", "true" },
        { "array", "[]" },
        { "array of events", $"[{UnknownEvent}]" },
        { "empty object", "{}" },
        { "no id", """{"type":"ad.hologram","data":{}}""" },
        { "no type", """{"id":"evt_1","data":{}}""" },
        { "names in another case", """{"Id":"evt_1","Type":"ad.hologram","data":{}}""" },
        { "id and type in data", """{"data":{"id":"evt_1","type":"ad.hologram"}}""" },
        { "cut off", UnknownEvent[..^1] },
        { "cut off in a string", UnknownEvent[..20] },
        { "byte order mark", "\uFEFF" + UnknownEvent },
        { "trailing text", UnknownEvent + "x" },
        { "trailing event", UnknownEvent + UnknownEvent },
        { "trailing comma", UnknownEvent[..^1] + ",}" },
        { "trailing NUL", UnknownEvent + "\0" },
        { "comment", "/* */" + UnknownEvent },
        { "line comment in data", UnknownEvent.Replace("{\"depth\":3}", "{\n// Event-specific data\n}", StringComparison.Ordinal) },
        { "single quotes", UnknownEvent.Replace('"', '\'') },
        { "NaN", UnknownEvent.Replace("3", "NaN", StringComparison.Ordinal) },
        { "leading zero", UnknownEvent.Replace("3", "03", StringComparison.Ordinal) },
        { "control character in a string", UnknownEvent.Replace("evt_1", "evt\n1", StringComparison.Ordinal) },
        { "bad escape", UnknownEvent.Replace("evt_1", "evt\\x1", StringComparison.Ordinal) },
        { "form", "id=evt_1&type=ad.hologram" },
        { "XML", "<event id=\"evt_1\" type=\"ad.hologram\"/>" },
    };

    [Theory]
    [MemberData(nameof(CuePayloads.All), MemberType = typeof(CuePayloads))]
    public void Parse_UnknownFieldInAnyObject_KeepsIt(string file)
    {
        byte[] body = CuePayloads.Read(file);
        Type type = CueWebhooks.Parse(body).GetType();

        foreach (string path in JsonEdit.Objects(body))
        {
            CueEvent e = CueWebhooks.Parse(JsonEdit.Adding(body, path, """ "x_new" : {"nested":[1,"two",null],"exact":1.10}"""));

            e.Should().BeOfType(type);
            CueParts.Unknown(e, path, "x_new").GetRawText().Should().Be("""{"nested":[1,"two",null],"exact":1.10}""", "in '{0}'", path);
        }
    }

    [Theory]
    [MemberData(nameof(CuePayloads.All), MemberType = typeof(CuePayloads))]
    public void Parse_UnknownFieldNullOrOfAnyKind_KeepsIt(string file)
    {
        byte[] body = CuePayloads.Read(file);
        foreach (string value in _values)
        {
            CueEvent e = CueWebhooks.Parse(JsonEdit.Adding(body, "", $"\"x_new\":{value}"));

            e.Should().NotBeOfType<CueUnknownEvent>();
            e.ExtensionData!["x_new"].GetRawText().Should().Be(value);
        }
    }

    [Theory]
    [MemberData(nameof(CuePayloads.All), MemberType = typeof(CuePayloads))]
    public void Parse_C12_ApiVersionPresentOrAbsent_IsRead(string file)
    {
        byte[] absent = JsonEdit.Without(CuePayloads.Read(file), "api_version");
        byte[] present = JsonEdit.Adding(absent, "", "\"api_version\":\"v7\"");

        CueWebhooks.Parse(absent).ApiVersion.Should().BeNull();
        CueWebhooks.Parse(present).ApiVersion.Should().Be("v7");
        CueWebhooks.Parse(present).Should().BeOfType(CueWebhooks.Parse(absent).GetType()).And.NotBeOfType<CueUnknownEvent>();
    }

    [Theory]
    [MemberData(nameof(CuePayloads.All), MemberType = typeof(CuePayloads))]
    public void Parse_PropertiesInOppositeOrder_ReadsTheSame(string file)
    {
        byte[] body = CuePayloads.Read(file);
        CueEvent expected = CueWebhooks.Parse(body);

        CueEvent e = CueWebhooks.Parse(JsonEdit.Reversed(body));

        e.Should().BeOfType(expected.GetType()).And.NotBeOfType<CueUnknownEvent>();
        foreach (string path in JsonEdit.Members(body).Except(JsonEdit.Objects(body)))
        {
            Text(CueParts.At(e, path)).Should().Be(Text(CueParts.At(expected, path)), "of {0}", path);
        }
    }

    [Theory]
    [MemberData(nameof(CuePayloads.Documented), MemberType = typeof(CuePayloads))]
    public void Parse_FieldMissing_IsNullOrUnreadable(string file)
    {
        byte[] body = CuePayloads.Read(file);
        Type type = CueWebhooks.Parse(body).GetType();

        foreach (string path in JsonEdit.Members(body))
        {
            byte[] changed = JsonEdit.Without(body, path);
            if (path is "id" or "type")
            {
                ShouldBeMalformed(changed);
            }
            else if (_required.Contains(path))
            {
                ShouldBeUnreadable(changed, path);
            }
            else
            {
                CueEvent e = CueWebhooks.Parse(changed);
                e.Should().BeOfType(type, "{0} is optional", path);
                CueParts.At(e, path).Should().BeNull();
            }
        }
    }

    [Theory]
    [MemberData(nameof(CuePayloads.Documented), MemberType = typeof(CuePayloads))]
    public void Parse_FieldOfAnotherKind_IsUnreadable(string file)
    {
        byte[] body = CuePayloads.Read(file);
        Type type = CueWebhooks.Parse(body).GetType();

        foreach (string path in JsonEdit.Members(body))
        {
            JsonValueKind kind = JsonEdit.At(body, path).ValueKind;
            foreach (string value in _values.Where(value => JsonEdit.Root(Sender.Utf8(value)).ValueKind != kind))
            {
                byte[] changed = JsonEdit.With(body, path, value);
                if (path is "id" or "type")
                {
                    ShouldBeMalformed(changed);
                }
                else if (value == "null" && !_required.Contains(path))
                {
                    CueEvent e = CueWebhooks.Parse(changed);
                    e.Should().BeOfType(type, "{0} is optional", path);
                    CueParts.At(e, path).Should().BeNull();
                }
                else
                {
                    ShouldBeUnreadable(changed, $"{path}: {value}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(CuePayloads.MadeUp), MemberType = typeof(CuePayloads))]
    public void Parse_C13_DataOfAnyKindWherePayloadsAreUnpublished_IsKeptRaw(string file)
    {
        byte[] body = CuePayloads.Read(file);
        Type type = CueWebhooks.Parse(body).GetType();

        foreach (string value in _values)
        {
            CueEvent e = CueWebhooks.Parse(JsonEdit.With(body, "data", value));

            e.Should().BeOfType(type);
            ((JsonElement)CueParts.At(e, "data")!).GetRawText().Should().Be(value);
        }

        ShouldBeUnreadable(JsonEdit.Without(body, "data"), "data");
    }

    [Theory]
    [InlineData("ad.conversion.json", "data/conversion_value", "1e400")]
    [InlineData("ad.conversion.json", "data/conversion_value", "79228162514264337593543950336")]
    [InlineData("ad.conversion.json", "data/conversion_value", "\"99.99\"")]
    [InlineData("campaign.budget_exhausted.json", "data/performance/clicks", "1.5")]
    [InlineData("campaign.budget_exhausted.json", "data/performance/clicks", "9223372036854775808")]
    [InlineData("campaign.created.json", "data/target_audience/keywords", "[7]")]
    [InlineData("campaign.created.json", "data/target_audience/keywords", "[\"\\ud800\"]")]
    [InlineData("ad.click.json", "data/ad_id", "\"\\ud800\"")]
    [InlineData("ad.impression.json", "data/placement/type", "\"\\udfaf\"")]
    [InlineData("ad.click.json", "created", "\"\\ud800\"")]
    [InlineData("ad.click.json", "created", "\"\"")]
    [InlineData("ad.click.json", "created", "\"2024-01-15\"")]
    [InlineData("ad.click.json", "created", "\"01/15/2024 10:35:00\"")]
    [InlineData("ad.click.json", "created", "\"2024-02-30T10:35:00Z\"")]
    [InlineData("ad.click.json", "created", "\"2024-01-15T10:35:00.1234567890Z\"")]
    [InlineData("ad.click.json", "created", "\"2024-01-15T10:35:00+15:00\"")]
    [InlineData("ad.click.json", "created", "\"0001-01-01T00:00:00+01:00\"")]
    [InlineData("ad.click.json", "created", "\"2024-01-15T10:35:00Z                                                        \"")]
    [InlineData("ad.click.json", "data/metadata/timestamp", "\"yesterday\"")]
    public void Parse_ValueOutOfReach_IsUnreadable(string file, string path, string value)
    {
        ShouldBeUnreadable(JsonEdit.With(CuePayloads.Read(file), path, value), path);
    }

    [Fact]
    public void Parse_C14_UnknownType_KeepsEverything()
    {
        CueUnknownEvent e = CueWebhooks.Parse(Sender.Utf8(UnknownEvent)).Should().BeOfType<CueUnknownEvent>().Which;

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

        CueUnknownEvent e = CueWebhooks.Parse(body).Should().BeOfType<CueUnknownEvent>().Which;

        e.Type.Should().Be(JsonEdit.At(body, "type").GetString());
        e.ReadError.Should().BeNull();
        e.Json.GetRawText().Should().Be(JsonEdit.Root(body).GetRawText());
    }

    [Fact]
    public void Parse_TypeWrittenWithEscapes_IsKnown()
    {
        CueWebhooks.Parse(JsonEdit.With(CuePayloads.AdClick, "type", "\"\\u0061d\\u002eclick\"")).Should().BeOfType<CueAdClick>();
        CueWebhooks.Parse(Sender.Utf8(Encoding.UTF8.GetString(CuePayloads.AdClick).Replace("\"type\"", "\"\\u0074ype\"", StringComparison.Ordinal)))
            .Should().BeOfType<CueAdClick>();
    }

    [Fact]
    public void Parse_UnknownTypeWithNothingElse_IsUnknown()
    {
        CueUnknownEvent e = CueWebhooks.Parse("""{"type":"t","id":"i"}"""u8).Should().BeOfType<CueUnknownEvent>().Which;

        e.Data.ValueKind.Should().Be(JsonValueKind.Undefined);
        e.Created.Should().BeNull();
        e.ApiVersion.Should().BeNull();
    }

    [Fact]
    public void Parse_UnknownTypeWithOddEnvelope_IsUnknown()
    {
        foreach (string value in _values)
        {
            string json = $$"""{"id":"i","type":"t","created":{{value}},"data":{{value}},"api_version":[]}""";

            CueUnknownEvent e = CueWebhooks.Parse(Sender.Utf8(json)).Should().BeOfType<CueUnknownEvent>().Which;

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
        foreach (byte[] body in CuePayloads.Bodies.Append(Sender.Utf8(UnknownEvent)))
        {
            ShouldBeMalformed(JsonEdit.With(body, "id", id));
        }
    }

    [Theory]
    [MemberData(nameof(NoText))]
    public void Parse_TypeThatIsNoText_IsMalformed(string type)
    {
        foreach (byte[] body in CuePayloads.Bodies.Append(Sender.Utf8(UnknownEvent)))
        {
            ShouldBeMalformed(JsonEdit.With(body, "type", type));
        }
    }

    [Theory]
    [MemberData(nameof(CuePayloads.All), MemberType = typeof(CuePayloads))]
    public void Parse_DuplicateProperty_IsMalformed(string file)
    {
        ShouldRefuseDuplicates(CuePayloads.Read(file));
        ShouldRefuseDuplicates(JsonEdit.With(CuePayloads.Read(file), "type", "\"ad.hologram\""));
    }

    [Theory]
    [MemberData(nameof(CuePayloads.All), MemberType = typeof(CuePayloads))]
    public void Parse_DuplicatePropertyInsideAnUnknownField_IsMalformed(string file)
    {
        byte[] body = CuePayloads.Read(file);
        foreach (string path in JsonEdit.Objects(body))
        {
            ShouldBeMalformed(JsonEdit.Adding(body, path, """ "x":{"a":1,"a":1}"""));
            ShouldBeMalformed(JsonEdit.Adding(body, path, """ "x":[[{"a":{"b":1,"\u0062":2}}]]"""));
            CueWebhooks.TryParse(JsonEdit.Adding(body, path, """ "x":[{"a":1},{"a":2},{"A":{"a":3}}]"""), out _).Should().BeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(CuePayloads.All), MemberType = typeof(CuePayloads))]
    public void Parse_Depth_IsBoundedBySixtyFour(string file)
    {
        byte[] known = CuePayloads.Read(file);
        foreach (byte[] body in new[] { known, JsonEdit.With(known, "type", "\"ad.hologram\"") })
        {
            CueWebhooks.TryParse(JsonEdit.Adding(body, "", Nested(63)), out _).Should().BeTrue();
            ShouldBeMalformed(JsonEdit.Adding(body, "", Nested(64)));
            ShouldBeMalformed(JsonEdit.Adding(body, "", Nested(100_000)));
            CueWebhooks.TryParse(JsonEdit.Adding(body, "data", Nested(62)), out _).Should().BeTrue();
            ShouldBeMalformed(JsonEdit.Adding(body, "data", Nested(63)));
            ShouldBeMalformed(Sender.Utf8($"{{{Nested(100_000)},{Encoding.UTF8.GetString(body).TrimStart()[1..]}"));
        }
    }

    [Theory]
    [MemberData(nameof(NotAnEvent))]
    public void Parse_BodyThatIsNoEvent_IsMalformed(string what, string body)
    {
        what.Should().NotBeEmpty();
        ShouldBeMalformed(Sender.Utf8(body));
        ShouldBeMalformed(Sender.Utf8(body.Replace("ad.hologram", CueEventTypes.AccountBilling, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("c080")]
    [InlineData("c3")]
    [InlineData("eda080")]
    [InlineData("f4908080")]
    [InlineData("e282")]
    public void Parse_C6_InvalidUtf8Anywhere_IsMalformed(string hex)
    {
        byte[] invalid = Convert.FromHexString(hex);
        foreach (byte[] body in CuePayloads.Bodies.Append(Sender.Utf8(UnknownEvent)))
        {
            byte[] marked = JsonEdit.Adding(body, "data", "\"note\":\"MARK\"");
            int at = marked.AsSpan().IndexOf("MARK"u8);

            CueWebhooks.TryParse(marked, out _).Should().BeTrue();
            ShouldBeMalformed([.. marked[..at], .. invalid, .. marked[(at + 4)..]]);
            ShouldBeMalformed([.. body, .. invalid]);
            ShouldBeMalformed([.. invalid, .. body]);
        }
    }

    [Fact]
    public void Parse_Utf16_IsMalformed()
    {
        ShouldBeMalformed(Encoding.Unicode.GetBytes(UnknownEvent));
        ShouldBeMalformed(Encoding.BigEndianUnicode.GetBytes(UnknownEvent));
    }

    [Fact]
    public void Parse_LoneSurrogateInAName_IsMalformed()
    {
        foreach (byte[] body in CuePayloads.Bodies.Append(Sender.Utf8(UnknownEvent)))
        {
            foreach (string path in JsonEdit.Objects(body))
            {
                ShouldBeMalformed(JsonEdit.Adding(body, path, "\"\\ud800\":1"));
            }
        }
    }

    [Fact]
    public void Parse_SpacesAround_AreLeftAlone()
    {
        CueWebhooks.Parse(Sender.Utf8("\r\n\t " + UnknownEvent + "\r\n\t ")).Should().BeOfType<CueUnknownEvent>();
        CueWebhooks.Parse([.. "\n"u8, .. CuePayloads.AdClick, .. "\r\n"u8]).Should().BeOfType<CueAdClick>();
    }

    [Fact]
    public void ReadError_OfAnUnreadableEvent_QuotesNothing()
    {
        byte[] body = JsonEdit.With(CuePayloads.AdClick, "data/context", "\"c4nary\"");

        CueUnknownEvent e = CueWebhooks.Parse(body).Should().BeOfType<CueUnknownEvent>().Which;

        e.ReadError!.Message.Should().StartWith("The event's type is known, but its data has another shape (line 0, byte ");
        e.ReadError.ToString().Should().NotContain("c4nary").And.NotContain("context");
    }

    private static string Nested(int levels) => $"\"x\":{new string('[', levels)}{new string(']', levels)}";

    private static void ShouldRefuseDuplicates(byte[] body)
    {
        foreach (string path in JsonEdit.Members(body))
        {
            string owner = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
            string name = path.Split('/')[^1];
            string escaped = $"\\u{(int)name[0]:x4}{name[1..]}";
            string value = JsonEdit.At(body, path).GetRawText();

            ShouldBeMalformed(JsonEdit.Adding(body, owner, $"\"{name}\":{value}"));
            ShouldBeMalformed(JsonEdit.Adding(body, owner, $"\"{escaped}\":null"));
            CueWebhooks.TryParse(JsonEdit.Adding(body, owner, $"\"{name.ToUpperInvariant()}\":{value}"), out _)
                .Should().BeTrue("another case is another name: {0}", path);
        }
    }

    private static void ShouldBeMalformed(byte[] body)
    {
        CueEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)).Status
            .Should().Be(WebhookParseStatus.Malformed, "of {0}", Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 500))));
        CueWebhooks.TryParse(body, out CueEvent? e).Should().BeFalse();
        e.Should().BeNull();
    }

    private static void ShouldBeUnreadable(byte[] body, string why)
    {
        CueUnknownEvent e = CueWebhooks.Parse(body).Should().BeOfType<CueUnknownEvent>("of {0}", why).Which;

        e.ReadError.Should().NotBeNull();
        e.Id.Should().Be(JsonEdit.At(body, "id").GetString());
        e.Type.Should().Be(JsonEdit.At(body, "type").GetString());
        e.Json.GetRawText().Should().Be(JsonEdit.Root(body).GetRawText(), "nothing is lost of {0}", why);
    }

    private static string? Text(object? value) => value switch
    {
        JsonElement raw => raw.GetRawText(),
        IEnumerable<string> many => string.Join('|', many),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };
}
