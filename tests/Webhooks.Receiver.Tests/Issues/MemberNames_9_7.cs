using System.Text;
using System.Text.Json;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Issue 9.7: a lone surrogate in a member's name made an authentic event a 400, though it is only refused in an identity; and members
/// that have the names of properties of our own were dropped.
/// </summary>
public sealed class MemberNames_9_7
{
    public static TheoryData<string> ProviderCases => ["Cue", "CueApi", "CueApiAlerts", "CueApiMessages", "CueApiSubscriptions", "CubeConnect", "AdGem", "AdGemPostbacks", "Sori"];

    [Theory]
    [MemberData(nameof(ProviderCases))]
    public void Parse_LoneSurrogateInAName_KeepsTheEventAndTheMember(string one) => ForEach(one, new KeepsEveryMember());

    [Theory]
    [MemberData(nameof(ProviderCases))]
    public void Parse_NulOrByteOrderMarkOutsideAnIdentity_ChangesNothing(string one) => ForEach(one, new TakesAnyText());

    [Fact]
    public void Parse_LoneSurrogateInsideRawJson_IsRead()
    {
        CueAccountBilling billing = CueWebhooks.Parse(
            JsonEdit.With(CuePayloads.Read("account.billing.made-up.json"), "data", """{"\ud800":[{"\udfaf":1}],"amount":5}"""))
            .Should().BeOfType<CueAccountBilling>().Which;

        billing.Data.GetProperty("amount").GetInt32().Should().Be(5);
        billing.Data.GetProperty("\\ud800")[0].GetProperty("\\udfaf").GetInt32().Should().Be(1);
    }

    [Fact]
    public void Parse_LoneSurrogateInABarePayload_IsRead()
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1")]);

        CueApiEvent e = CueApiWebhooks.Parse("""{"\ud800":1,"task":"t"}"""u8, headers);

        e.Payload.GetProperty("task").GetString().Should().Be("t");
        e.Payload.GetProperty("\\ud800").GetInt32().Should().Be(1);
    }

    [Fact]
    public void Parse_UnknownEventWithALoneSurrogate_CanBeLookedInto()
    {
        CueUnknownEvent e = CueWebhooks.Parse("""{"\ud800":1,"id":"evt_1","type":"ad.hologram","data":{"\ud800":2,"depth":3}}"""u8)
            .Should().BeOfType<CueUnknownEvent>().Which;

        e.Data.GetProperty("depth").GetInt32().Should().Be(3, "a name before it must not make it throw");
        e.Json.GetProperty("\\ud800").GetInt32().Should().Be(1);
    }

    [Theory]
    [InlineData("\"\\ud800\":1,\"\\ud800\":2")]
    [InlineData("\"\\ud800\":1,\"\\uD800\":2")]
    [InlineData("\"\\ud800a\":1,\"\\uD800\\u0061\":2")]
    [InlineData("\"x\":{\"\\ud800\":1,\"a\":1,\"a\":2}")]
    public void Parse_DuplicateBesideALoneSurrogate_IsMalformed(string members)
    {
        WebhookParseResult<CueEvent> result =
            CueEvent.Provider.Parse(new WebhookPayload(JsonEdit.Adding(CuePayloads.AdClick, "", members), WebhookHeaders.Empty));

        (result.Reason, result.Member).Should().Be((WebhookFailureReason.DuplicateMember, "*"));
    }

    [Theory]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("\\\\ud800", "\\ud800")]
    [InlineData("\\\\\\ud800", "\\\\ud800")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\\ud83d😀")]
    [InlineData("\\ude00\\ud83d", "\\ude00\\ud83d")]
    [InlineData("\\n\\u0041\\udfff\\/", "\nA\\udfff/")]
    public void Parse_EscapesBesideALoneSurrogate_AreReadAsEver(string written, string name)
    {
        CueEvent e = CueWebhooks.Parse(JsonEdit.Adding(CuePayloads.AdClick, "", $"\"{written}\":1,\"\\ud900\":2"));

        e.ExtensionData!.Keys.Should().BeEquivalentTo(name, "\\ud900");
    }

    [Fact]
    public void Parse_LoneSurrogateInAnIdentity_IsRefusedAsEver() =>
        CueWebhooks.TryParse(JsonEdit.With(CuePayloads.AdClick, "id", "\"\\ud800\""), out _).Should().BeFalse();

    [Fact]
    public void Parse_MembersNamedLikeOurProperties_AreKept()
    {
        SoriEvent sori = SoriWebhooks.Parse(JsonEdit.Adding(SoriDelivery.Click, "", "\"is_authenticated\":true,\"IsAuthenticated\":1"));
        CueApiEvent cueApi = CueApiWebhooks.Parse(JsonEdit.Adding(
            ProviderPayloads.CueApi.Read("execution.json"), "", "\"is_signed\":false,\"IsSigned\":0,\"type\":\"x\",\"Type\":\"y\",\"extension_data\":2"));

        sori.IsAuthenticated.Should().BeFalse();
        sori.ExtensionData!["is_authenticated"].GetBoolean().Should().BeTrue();
        sori.ExtensionData["IsAuthenticated"].GetInt32().Should().Be(1);
        cueApi.IsSigned.Should().BeTrue();
        cueApi.Type.Should().Be("execution");
        cueApi.ExtensionData!.Select(member => $"{member.Key}={member.Value}").Should()
            .BeEquivalentTo("is_signed=False", "IsSigned=0", "type=x", "Type=y", "extension_data=2");
    }

    private static void ForEach(string one, IProviderTest test)
    {
        switch (one)
        {
            case "Cue": test.Run<CueEvent>(ProviderPayloads.Cue, JsonNamingPolicy.SnakeCaseLower); break;
            case "CueApi": test.Run<CueApiEvent>(ProviderPayloads.CueApi, JsonNamingPolicy.SnakeCaseLower); break;
            case "CueApiAlerts": test.Run<CueApiAlert>(ProviderPayloads.CueApiAlerts, JsonNamingPolicy.SnakeCaseLower); break;
            case "CueApiMessages": test.Run<CueApiMessage>(ProviderPayloads.CueApiMessages, JsonNamingPolicy.SnakeCaseLower); break;
            case "CueApiSubscriptions": test.Run<CueApiSubscriptionEvent>(ProviderPayloads.CueApiSubscriptions, JsonNamingPolicy.SnakeCaseLower); break;
            case "AdGemPostbacks": test.Run<AdGemPostback>(ProviderPayloads.AdGemPostbacks, JsonNamingPolicy.SnakeCaseLower); break;
            case "CubeConnect": test.Run<CubeConnectEvent>(ProviderPayloads.CubeConnect, JsonNamingPolicy.SnakeCaseLower); break;
            case "AdGem": test.Run<AdGemEvent>(ProviderPayloads.AdGem, JsonNamingPolicy.CamelCase); break;
            default: test.Run<SoriEvent>(ProviderPayloads.Sori, JsonNamingPolicy.SnakeCaseLower); break;
        }
    }

    private interface IProviderTest
    {
        void Run<TEvent>(ProviderPayloads payloads, JsonNamingPolicy naming)
            where TEvent : WebhookObject, IWebhookEvent<TEvent>;
    }

    private sealed class KeepsEveryMember : IProviderTest
    {
        public void Run<TEvent>(ProviderPayloads payloads, JsonNamingPolicy naming)
            where TEvent : WebhookObject, IWebhookEvent<TEvent>
        {
            foreach (byte[] body in payloads.KnownBodies)
            {
                TEvent known = WebhookReader<TEvent>.Parse(body);
                foreach (string path in JsonEdit.Objects(body))
                {
                    byte[] changed = JsonEdit.Adding(body, path, """ "\ud800":1,"a\uDFAFb":{"\ud800":[{"\udbff":"\ud800"}]},"x":2""");

                    WebhookParseResult<TEvent> result = TEvent.Provider.Parse(new WebhookPayload(changed, WebhookHeaders.Empty));

                    result.Event.Should().BeOfType(known.GetType(), "at '{0}'", path);
                    result.DriftedMembers.Should().BeEmpty();
                    EventParts.Unknown(result.Event!, path, "\\ud800", naming).GetInt32().Should().Be(1);
                    EventParts.Unknown(result.Event!, path, "a\\udfafb", naming).GetRawText().Should().Be("""{"\\ud800":[{"\\udbff":"\ud800"}]}""");
                    EventParts.Unknown(result.Event!, path, "x", naming).GetInt32().Should().Be(2);
                }
            }
        }
    }

    private sealed class TakesAnyText : IProviderTest
    {
        public void Run<TEvent>(ProviderPayloads payloads, JsonNamingPolicy naming)
            where TEvent : WebhookObject, IWebhookEvent<TEvent>
        {
            foreach (byte[] body in payloads.KnownBodies)
            {
                TEvent known = WebhookReader<TEvent>.Parse(body);
                byte[] changed = JsonEdit.Adding(body, "", "\"\\u0000\":\"\\u0000\",\"\\ufeff\":\"\uFEFF\",\"x\":\"\\ud800\"");

                TEvent e = WebhookReader<TEvent>.Parse(changed);

                e.Should().BeOfType(known.GetType());
                e.ExtensionData!.Keys.Should().BeEquivalentTo("\0", "\uFEFF", "x");
                Encoding.UTF8.GetByteCount(e.ExtensionData["\0"].GetString()!).Should().Be(1);
            }
        }
    }
}
