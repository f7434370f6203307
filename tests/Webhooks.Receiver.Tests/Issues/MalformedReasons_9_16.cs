using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>Issue 9.16: "malformed" was one word. Each body that is no event has a reason out of a closed set, and a duplicate member its path.</summary>
public sealed class MalformedReasons_9_16
{
    private static readonly string _deep = $"{new string('[', 64)}{new string(']', 64)}";

    public static TheoryData<string, WebhookFailureReason> OfAnyProvider => new()
    {
        { "", WebhookFailureReason.NotJson },
        { " \r\n", WebhookFailureReason.NotJson },
        { "not JSON", WebhookFailureReason.NotJson },
        { "\uFEFF{}", WebhookFailureReason.NotJson },
        { "{", WebhookFailureReason.NotJson },
        { "{}x", WebhookFailureReason.NotJson },
        { "[1,]", WebhookFailureReason.NotJson },
        { "{\"a\":1,\"a\":1", WebhookFailureReason.NotJson },
        { "null", WebhookFailureReason.NotAnObject },
        { "[]", WebhookFailureReason.NotAnObject },
        { "[{\"a\":1,\"a\":2}]", WebhookFailureReason.NotAnObject },
        { "\"\\ud800\"", WebhookFailureReason.NotAnObject },
        { "7", WebhookFailureReason.NotAnObject },
        { $"{{\"x\":{_deep}}}", WebhookFailureReason.TooDeep },
        { $"{{\"a\":1,\"a\":{_deep}}}", WebhookFailureReason.TooDeep },
        { $"{{\"x\":{new string('[', 100_000)}", WebhookFailureReason.TooDeep },
    };

    [Theory]
    [MemberData(nameof(OfAnyProvider))]
    public void Parse_BodyThatIsNoObject_SaysWhy(string body, WebhookFailureReason reason)
    {
        ShouldBe<CueEvent>(body, reason);
        if (reason != WebhookFailureReason.NotAnObject)
        {
            ShouldBe<CueApiEvent>(body, reason); // its bare payloads may be any JSON value
        }

        ShouldBe<CubeConnectEvent>(body, reason);
        ShouldBe<AdGemEvent>(body, reason);
        ShouldBe<SoriEvent>(body, reason);
    }

    [Fact]
    public void Parse_InvalidUtf8_IsNotJson()
    {
        WebhookParseResult<CueEvent> result = CueEvent.Provider.Parse(
            new WebhookPayload([.. "{\"id\":\"e\",\"type\":\"t\",\"x\":\""u8, 0xff, .. "\"}"u8], WebhookHeaders.Empty));

        result.Reason.Should().Be(WebhookFailureReason.NotJson);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"id\":\"e\",\"TYPE\":\"t\"}")]
    [InlineData("{\"type\":\"\",\"event\":\"\",\"event_type\":\"\"}")]
    [InlineData("{\"type\":7,\"event\":7,\"event_type\":7}")]
    [InlineData("{\"type\":null,\"event\":[],\"event_type\":\"\\ud800\"}")]
    public void Parse_NoType_SaysSo(string body)
    {
        ShouldBe<CueEvent>(body, WebhookFailureReason.TypeMissing);
        ShouldBe<CubeConnectEvent>(body, WebhookFailureReason.TypeMissing);
        ShouldBe<AdGemEvent>(body, WebhookFailureReason.TypeMissing);
        ShouldBe<SoriEvent>(body, WebhookFailureReason.TypeMissing);
    }

    [Fact]
    public void Parse_NoOrAnUnusableIdentity_SaysSo()
    {
        foreach (string type in new[] { "ad.click", "ad.hologram" })
        {
            ShouldBe<CueEvent>($"{{\"type\":\"{type}\"}}", WebhookFailureReason.IdentityMissing);
            foreach (string id in new[] { "\"\"", "\" \"", "\"\\u0000\"", "\"\\uFEFF\"", "\"\\ud800\"", "null", "{}", "[]", "true", "1.5" })
            {
                ShouldBe<CueEvent>($"{{\"type\":\"{type}\",\"id\":{id},\"data\":{{}}}}", WebhookFailureReason.IdentityMissing);
            }
        }

        ShouldBe<CueApiEvent>("{}", WebhookFailureReason.IdentityMissing);
        ShouldBe<CueApiEvent>("{\"execution_id\":\" \",\"cue_id\":\"c\",\"payload\":{}}", WebhookFailureReason.IdentityMissing);
        ShouldBe<CueApiEvent>("{\"execution_id\":{},\"cue_id\":\"c\",\"payload\":{}}", WebhookFailureReason.IdentityMissing);
        ShouldBe<CubeConnectEvent>("{\"event\":\"message.received\",\"wa_message_id\":\"\"}", WebhookFailureReason.IdentityMissing);
    }

    [Theory]
    [InlineData("", "\"id\":\"e\"", "id")]
    [InlineData("", "\"\\u0069d\":null", "id")]
    [InlineData("", "\"type\":\"x\"", "type")]
    [InlineData("", "\"data\":{}", "data")]
    [InlineData("", "\"c4nary\":1,\"c4nary\":1", "*")]
    [InlineData("", "\"x\":{\"c4nary\":1,\"c4nary\":1}", "*")]
    [InlineData("", "\"x\":[[{\"data\":{\"id\":1,\"id\":1}}]]", "*")]
    [InlineData("data", "\"ad_id\":\"e\"", "data.ad_id")]
    [InlineData("data", "\"c4nary\":1,\"c4nary\":1", "data.*")]
    [InlineData("data", "\"x\":{\"y\":[{\"c4nary\":1,\"c4nary\":1}]}", "data.*")]
    [InlineData("data/context", "\"user_query\":\"q\"", "data.context.user_query")]
    public void Parse_DuplicateMember_IsNamedByOurNames(string owner, string added, string member)
    {
        byte[] body = JsonEdit.Adding(CuePayloads.AdClick, owner, added);

        WebhookParseResult<CueEvent> result = CueEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

        (result.Reason, result.Member).Should().Be((WebhookFailureReason.DuplicateMember, member));
    }

    [Fact]
    public void Parse_DuplicateMemberInAListOrRawJson_IsNamedByOurNames()
    {
        byte[] status = ProviderPayloads.CubeConnect.Read("message.status_updated.json");
        byte[] execution = ProviderPayloads.CueApi.Read("execution.json");

        Duplicate<CubeConnectEvent>(JsonEdit.With(status, "errors", """[{"code":1},{"code":1,"code":2}]""")).Should().Be("errors[].code");
        Duplicate<CubeConnectEvent>(JsonEdit.With(status, "errors", """[{"c4nary":{"a":1,"a":2}}]""")).Should().Be("errors[].*");
        Duplicate<CueApiEvent>(JsonEdit.With(execution, "payload", """{"c4nary":1,"c4nary":2}""")).Should().Be("payload.*");
        Duplicate<CueApiEvent>(JsonEdit.Adding(execution, "", "\"attempt\":2")).Should().Be("attempt");
        Duplicate<CueApiEvent>("""{"c4nary":1,"c4nary":2}"""u8.ToArray()).Should().Be("*", "a bare payload is the user's own");
        Duplicate<CueEvent>("""{"id":"e","type":"ad.hologram","id":"e"}"""u8.ToArray()).Should().Be("*", "of an unknown type no members are known");
    }

    [Fact]
    public void Read_MalformedRequest_HasReasonAndMember()
    {
        var cue = new CueWebhooks(Senders.Cue.Secret);

        WebhookReadResult<CueEvent> duplicate = cue.Read(Senders.Cue.Request(JsonEdit.Adding(CuePayloads.AdClick, "data", "\"ad_id\":\"e\"")));
        WebhookReadResult<CueEvent> good = cue.Read(Senders.Cue.Request(CuePayloads.AdClick));
        WebhookReadResult<CueEvent> forged = cue.Read(new WebhookRequest("POST", "/", [], "[]"u8.ToArray()));

        (duplicate.Status, duplicate.Reason, duplicate.Member).Should()
            .Be((WebhookReadStatus.Malformed, WebhookFailureReason.DuplicateMember, "data.ad_id"));
        (good.Status, good.Reason, good.Member).Should().Be((WebhookReadStatus.Read, null, null));
        (forged.Status, forged.Reason, forged.Member).Should().Be((WebhookReadStatus.Unauthenticated, null, null));
    }

    private static string? Duplicate<TEvent>(byte[] body)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        WebhookParseResult<TEvent> result = TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));
        result.Reason.Should().Be(WebhookFailureReason.DuplicateMember);
        return result.Member;
    }

    private static void ShouldBe<TEvent>(string body, WebhookFailureReason reason)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        WebhookParseResult<TEvent> result = TEvent.Provider.Parse(new WebhookPayload(Sender.Utf8(body), WebhookHeaders.Empty));

        (result.Status, result.Reason, result.Member).Should().Be(
            (WebhookParseStatus.Malformed, reason, null), "of {0} as {1}", body[..Math.Min(body.Length, 100)], typeof(TEvent).Name);
    }
}
