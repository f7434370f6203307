using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>JSON with more levels than usual. Our own reading runs on a small stack: a recursion of 1,000 levels would end the process.</summary>
public sealed class JsonDepthTests
{
    private const int SmallStack = 256 * 1024; // half of it is what the runtime calls sufficient

    private static readonly byte[] _click = ProviderPayloads.Cue.Read("ad.click.json");
    private static readonly byte[] _execution = ProviderPayloads.CueApi.Read("execution.json");

    [Theory]
    [InlineData(1000, 1000, true)]
    [InlineData(1000, 1001, false)]
    [InlineData(1000, 100_000, false)]
    [InlineData(65, 65, true)]
    [InlineData(65, 66, false)]
    [InlineData(64, 65, false)]
    [InlineData(10, 10, true)]
    [InlineData(10, 11, false)]
    public void Parse_KnownEvent_IsBoundedByTheAllowedLevels(int allowed, int levels, bool isEvent) => OnASmallStack(() =>
    {
        WebhookParseResult<CueEvent> result = Read<CueEvent>(WithLevels(_click, levels, "x"), allowed);

        result.IsParsed.Should().Be(isEvent);
        if (isEvent)
        {
            LevelsOf(result.Event.Should().BeOfType<CueAdClick>().Which.ExtensionData!["x"]).Should().Be(levels - 1);
            result.DriftedMembers.Should().BeEmpty();
        }
        else
        {
            result.Reason.Should().Be(WebhookFailureReason.TooDeep);
        }
    });

    [Fact]
    public void Parse_DeepUnknownEvent_KeepsEverything() => OnASmallStack(() =>
    {
        byte[] body = WithLevels(JsonEdit.With(_click, "type", "\"x.hologram\""), 1000, "x");

        CueUnknownEvent e = Read<CueEvent>(body).Event.Should().BeOfType<CueUnknownEvent>().Which;

        e.Json.GetRawText().Should().Be(Encoding.UTF8.GetString(body).Trim());
        e.Id.Should().Be("evt_1234567891");
    });

    [Fact]
    public void Parse_DeepEventWithDrift_NamesTheMembers() => OnASmallStack(() =>
    {
        byte[] body = JsonEdit.With(_click, "data/context", "7");
        WebhookParseResult<CueEvent> optional = Read<CueEvent>(WithLevels(body, 1000, "x"));
        WebhookParseResult<CueEvent> deep = Read<CueEvent>(JsonEdit.With(_click, "data/user_id", Nested(900)));
        WebhookParseResult<CueEvent> required = Read<CueEvent>(WithLevels(JsonEdit.With(_click, "data", Nested(60)), 1000, "x"));

        optional.Event.Should().BeOfType<CueAdClick>();
        optional.DriftedMembers.Should().Equal("data.context");
        LevelsOf(deep.Event.Should().BeOfType<CueAdClick>().Which.Data.ExtensionData!["user_id"]).Should().Be(900);
        deep.DriftedMembers.Should().Equal("data.user_id");
        required.Event.Should().BeOfType<CueUnknownEvent>().Which.ReadError!.Member.Should().Be("data");
    });

    [Fact]
    public void Parse_DuplicateInTheLastLevel_IsFound() => OnASmallStack(() =>
    {
        byte[] arrays = JsonEdit.Adding(_click, "", $"\"x\":{new string('[', 998)}{{\"a\":1,\"a\":2}}{new string(']', 998)}");
        string objects = string.Concat(Enumerable.Repeat("{\"o\":", 998)) + "{\"a\":1,\"\\u0061\":2}" + new string('}', 998);

        Malformed(arrays).Should().Be((WebhookFailureReason.DuplicateMember, "*"));
        Malformed(JsonEdit.Adding(_click, "data", $"\"x\":{objects[5..^1]}")).Should().Be((WebhookFailureReason.DuplicateMember, "data.*"));
    });

    [Fact]
    public void Parse_DeepBodyWithAnUndecodableName_IsRead() => OnASmallStack(() =>
    {
        byte[] body = [.. WithLevels(_click, 1000, "x")[..^1], .. ",\"\\ud800\":1}"u8];

        Read<CueEvent>(body).Event.Should().BeOfType<CueAdClick>().Which.ExtensionData.Should().ContainKey("\\ud800");
    });

    [Theory]
    [InlineData("{")]
    [InlineData("[1,2")]
    [InlineData("\"\\ud800\"")]
    public void Parse_BodyThatIsNoEvent_HasTheUsualReason(string body)
    {
        Read<CueEvent>(Encoding.UTF8.GetBytes(body)).Reason
            .Should().Be(CueEvent.Provider.Parse(new WebhookPayload(Encoding.UTF8.GetBytes(body), WebhookHeaders.Empty)).Reason);
    }

    [Fact]
    public void Parse_DeepPayloadOfACue_IsKept() => OnASmallStack(() =>
    {
        foreach ((int levels, int allowed) in new[] { (998, 1000), (64, 100), (63, 64) })
        {
            CueApiExecution e = Read<CueApiEvent>(JsonEdit.With(_execution, "payload", Nested(levels)), allowed).Event
                .Should().BeOfType<CueApiExecution>().Which;
            LevelsOf(e.Payload).Should().Be(levels);
        }

        Read<CueApiEvent>(JsonEdit.With(_execution, "payload", Nested(1000)), 1000).Reason.Should().Be(WebhookFailureReason.TooDeep);
        Read<CueApiEvent>(JsonEdit.With(_execution, "payload", Nested(64)), 64).Reason.Should().Be(WebhookFailureReason.TooDeep);
    });

    /// <summary>A type that contains itself is read as deep as the options of its own context allow.</summary>
    [Fact]
    public void Parse_DeepPayloadOfAUsersType_FollowsTheTypesOptions()
    {
        string payload = string.Concat(Enumerable.Repeat("{\"child\":", 500)) + "null" + new string('}', 500);

        Read<CueApiEvent<NestedPayload>>(JsonEdit.With(_execution, "payload", payload), services: Services(new NestedPayloadJsonContext(new() { MaxDepth = 1000, PropertyNamingPolicy = JsonNamingPolicy.CamelCase })))
            .Event.Should().BeOfType<CueApiExecution<NestedPayload>>().Which.Payload.Count().Should().Be(500);
        CueApiEvent<NestedPayload> e = Read<CueApiEvent<NestedPayload>>(
            JsonEdit.With(_execution, "payload", payload), services: Services(NestedPayloadJsonContext.Default)).Event!;
        e.Should().BeOfType<CueApiUnknownEvent<NestedPayload>>().Which.ReadError.Should().NotBeNull("its own options allow 64 levels");
        LevelsOf(e.RawPayload).Should().Be(500);
    }

    [Fact]
    public void Parse_DeepPayloadOfAUsersTypeThatCannotBeRead_IsTheUnknownEvent()
    {
        string payload = string.Concat(Enumerable.Repeat("{\"child\":", 900)) + "7" + new string('}', 900);

        Read<CueApiEvent<NestedPayload>>(JsonEdit.With(_execution, "payload", payload), services: Services(NestedPayloadJsonContext.Default))
            .Event.Should().BeOfType<CueApiUnknownEvent<NestedPayload>>().Which.ReadError!.Member.Should().StartWith("payload");
    }

    private static ServiceProvider Services(NestedPayloadJsonContext context) => new ServiceCollection().AddWebhookReceiver()
        .AddCueApiPayload(context.NestedPayload).Services.BuildServiceProvider();

    private static (WebhookFailureReason? Reason, string? Member) Malformed(byte[] body)
    {
        WebhookParseResult<CueEvent> result = Read<CueEvent>(body);
        return (result.Reason, result.Member);
    }

    private static WebhookParseResult<TEvent> Read<TEvent>(byte[] body, int maxDepth = 1000, IServiceProvider? services = null)
        where TEvent : class, IWebhookEvent<TEvent> =>
        TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty, services) { MaxJsonDepth = maxDepth });

    private static byte[] WithLevels(byte[] body, int levels, string member) => JsonEdit.Adding(body, "", $"\"{member}\":{Nested(levels - 1)}");

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static int LevelsOf(JsonElement value)
    {
        int levels = 0;
        for (; value.ValueKind is JsonValueKind.Array or JsonValueKind.Object; levels++)
        {
            value = value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().FirstOrDefault() : value.EnumerateObject().FirstOrDefault() is { Value: var next } ? next : default;
        }

        return levels;
    }

    private static void OnASmallStack(Action test)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test), SmallStack);
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            throw new InvalidOperationException("The test failed on its own thread.", failure);
        }
    }
}
