using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>Envelopes; without headers a body that is none is no event.</summary>
public sealed class CueApiEventShapeTests : EventShapeTests<CueApiEvent>
{
    private protected override ProviderPayloads Payloads => ProviderPayloads.CueApi;

    protected override IReadOnlyList<string> Essential => ["execution_id", "cue_id", "payload"];

    protected override IReadOnlyList<string> EssentialText => ["execution_id"];

    protected override IReadOnlyList<string> Ids => ["execution_id", "cue_id"];

    private protected override bool IsRaw(string path, CueApiEvent known) => path == "payload";

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1, 2.0]")]
    public void Parse_PayloadOfAnyKind_IsKeptAsItIs(string json)
    {
        byte[] body = JsonEdit.With(Payloads.Read("execution.json"), "payload", json);

        Parse(body).Should().BeOfType<CueApiExecution>().Which.Payload.GetRawText().Should().Be(json);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("\"e\\u0000\"")]
    [InlineData("\"\\uFEFFe\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("550.0")]
    public void Parse_ExecutionIdThatIdentifiesNothing_IsMalformed(string id) =>
        ShouldBeMalformed(JsonEdit.With(Payloads.Read("execution.json"), "execution_id", id));

    [Fact]
    public void Parse_DuplicatePropertyInsideThePayload_IsMalformedInEnvelopeAndBare()
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1")]);
        foreach (string payload in new[] { """{"a":1,"a":1}""", """{"a":{"b":[{"c":1,"\u0063":2}]}}""" })
        {
            ShouldBeMalformed(JsonEdit.With(Payloads.Read("execution.json"), "payload", payload));
            CueApiWebhooks.TryParse(Sender.Utf8(payload), out _, headers).Should().BeFalse();
        }

        CueApiWebhooks.TryParse("""{"a":[{"b":1},{"b":1}],"A":1}"""u8, out _, headers).Should().BeTrue();
    }

    [Fact]
    public void Parse_EnvelopeWithDriftedMembers_IsAnEnvelopeAllTheSame()
    {
        byte[] body = JsonEdit.With(JsonEdit.With(Payloads.Read("execution.json"), "attempt", "\"first\""), "cue_id", "[7]");
        var headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "550e8400-e29b-41d4-a716-446655440000")]);

        WebhookParseResult<CueApiEvent> result = CueApiEvent.Provider.Parse(new WebhookPayload(body, headers));

        CueApiExecution e = result.Event.Should().BeOfType<CueApiExecution>().Which;
        e.IsSigned.Should().BeTrue("the id of a bare payload is not signed");
        (e.CueId, e.Attempt, result.Attempt).Should().Be((null, null, null));
        e.Payload.GetProperty("task").GetString().Should().Be("daily-sync");
        result.DriftedMembers.Should().BeEquivalentTo("attempt", "cue_id");
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("550e8400-e29b-41d4-a716-446655440000"));
    }

    [Fact]
    public void Parse_EnvelopeWithAnUnreadableId_IsMalformedWhateverTheHeaderSays()
    {
        byte[] body = JsonEdit.With(Payloads.Read("execution.json"), "execution_id", "{}");
        var headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1")]);

        CueApiEvent.Provider.Parse(new WebhookPayload(body, headers)).Reason
            .Should().Be(WebhookFailureReason.IdentityMissing, "as a bare payload it would be another shape, with an id that is not signed");
    }

    [Fact]
    public void IsSigned_DeniedByTheBody_IsTrueAllTheSame()
    {
        byte[] body = JsonEdit.Adding(Payloads.Read("execution.json"), "", "\"is_signed\":false,\"IsSigned\":false");

        Parse(body).IsSigned.Should().BeTrue("no body can say otherwise");
    }

    [Fact]
    public void Parse_BareBodyOfAnyBytes_NeverThrows()
    {
        var headers = WebhookHeaders.From([KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1")]);
        int read = 0;
        foreach (byte[] body in BodyMutations.EveryByteOf(Payloads.Read("payload.bare.json")))
        {
            WebhookParseResult<CueApiEvent> result = CueApiEvent.Provider.Parse(new WebhookPayload(body, headers));
            (result.Identity == DeliveryIdentity.FromUnsigned("e-1")).Should().Be(result.IsParsed);
            read += result.IsParsed ? 1 : 0;
        }

        read.Should().BePositive();
    }
}
