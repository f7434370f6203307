using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>Bare payloads: CueAPI's documentation lets them be any JSON.</summary>
public sealed class CueApiBarePayloadTests
{
    private static readonly WebhookHeaders _headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1")]);

    private static readonly ServiceProvider _services = new ServiceCollection().AddWebhookReceiver()
        .AddCueApiPayload(DailySyncJsonContext.Default.DailySync).AddCueApiPayload(DailySyncJsonContext.Default.DailySyncArray)
        .AddCueApiPayload(DailySyncJsonContext.Default.String).Services.BuildServiceProvider();

    [Theory]
    [InlineData("null", JsonValueKind.Null)]
    [InlineData(" true\r\n", JsonValueKind.True)]
    [InlineData("-7.50", JsonValueKind.Number)]
    [InlineData("\"caf\\u00e9\"", JsonValueKind.String)]
    [InlineData("[]", JsonValueKind.Array)]
    [InlineData("[{\"execution_id\":\"other\",\"cue_id\":\"c\",\"payload\":{}}]", JsonValueKind.Array)]
    [InlineData("{}", JsonValueKind.Object)]
    public void Parse_AnyJson_IsThePayload(string payload, JsonValueKind kind)
    {
        WebhookParseResult<CueApiEvent> result = CueApiEvent.Provider.Parse(new WebhookPayload(Encoding.UTF8.GetBytes(payload), _headers));

        CueApiExecution e = result.Event.Should().BeOfType<CueApiExecution>().Which;
        e.Payload.ValueKind.Should().Be(kind);
        e.Payload.GetRawText().Should().Be(payload.Trim());
        e.IsSigned.Should().BeFalse();
        result.Identity.Should().Be(DeliveryIdentity.FromUnsigned("e-1"));
    }

    [Theory]
    [InlineData("", WebhookFailureReason.NotJson)]
    [InlineData("nul", WebhookFailureReason.NotJson)]
    [InlineData("NaN", WebhookFailureReason.NotJson)]
    [InlineData("1 2", WebhookFailureReason.NotJson)]
    [InlineData("\uFEFFnull", WebhookFailureReason.NotJson)]
    [InlineData("[{\"a\":1,\"a\":2}]", WebhookFailureReason.DuplicateMember)]
    [InlineData("[{\"\\ud800\":1,\"\\ud800\":2}]", WebhookFailureReason.DuplicateMember)]
    public void Parse_BodyThatIsNoStrictJson_IsMalformed(string body, WebhookFailureReason reason)
    {
        CueApiEvent.Provider.Parse(new WebhookPayload(Encoding.UTF8.GetBytes(body), _headers)).Reason.Should().Be(reason);
    }

    [Fact]
    public void Parse_AnyJsonWithoutAnId_IsMalformed()
    {
        foreach (string payload in new[] { "null", "7", "[]", "\"text\"" })
        {
            CueApiEvent.Provider.Parse(new WebhookPayload(Encoding.UTF8.GetBytes(payload), WebhookHeaders.Empty)).Reason
                .Should().Be(WebhookFailureReason.IdentityMissing);
        }
    }

    [Fact]
    public void Parse_TypedPayload_MayBeAnArrayOrText()
    {
        Read<DailySync[]>("""[{"task":"a"},{"task":"b"}]""").Should().BeOfType<CueApiExecution<DailySync[]>>().Which.Payload
            .Should().Equal(new DailySync("a"), new DailySync("b"));
        Read<string>("\"daily\"").Should().BeOfType<CueApiExecution<string>>().Which.Payload.Should().Be("daily");
    }

    /// <summary>No value of the type is null, so a null payload is not one.</summary>
    [Fact]
    public void Parse_TypedPayloadThatIsNullOrOfAnotherKind_IsTheUnknownEvent()
    {
        foreach (string payload in new[] { "null", "7", "\"text\"", "[]" })
        {
            CueApiUnknownEvent<DailySync> e = Read<DailySync>(payload).Should().BeOfType<CueApiUnknownEvent<DailySync>>().Which;
            e.ReadError!.Member.Should().Be("payload");
            e.RawPayload.GetRawText().Should().Be(payload);
            e.ExecutionId.Should().Be("e-1");
        }
    }

    private static CueApiEvent<TPayload> Read<TPayload>(string payload)
        where TPayload : class =>
        CueApiEvent<TPayload>.Provider.Parse(new WebhookPayload(Encoding.UTF8.GetBytes(payload), _headers, _services)).Event!;
}
