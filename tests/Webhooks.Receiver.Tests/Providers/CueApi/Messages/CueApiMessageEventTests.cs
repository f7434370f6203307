using System.Text.Json;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>CueAPI's messages as its server writes them (cueapi/cueapi-core app/services/message_delivery.py), field by field.</summary>
public sealed class CueApiMessageEventTests
{
    private static readonly ProviderPayloads _payloads = ProviderPayloads.CueApiMessages;

    [Fact]
    public void Parse_MessageCreated_HasEveryField()
    {
        CueApiMessageCreated e = Parse("message.created.json");

        e.Type.Should().Be("message.created");
        e.Id.Should().Be("msg_abc123def456");
        e.From.Should().Be(new CueApiAgentAddress { AgentId = "agt_sender000001", Slug = "planner@acme" });
        e.To.Should().Be(new CueApiAgentAddress { AgentId = "agt_recipient001", Slug = "worker@acme" });
        e.ThreadId.Should().Be("msg_abc123def456");
        (e.ReplyTo, e.Subject, e.ReplyToAgentId).Should().Be((null, null, null));
        (e.Body, e.Priority, e.ExpectsReply).Should().Be(("Plan the day", 3, false));
        e.Metadata.GetRawText().Should().Be("{}");
        e.CreatedAt!.Value.EqualsExact(new DateTimeOffset(2026, 5, 12, 8, 30, 0, TimeSpan.Zero).AddTicks(1234560)).Should().BeTrue();
    }

    [Fact]
    public void Parse_Reply_HasEveryField()
    {
        CueApiMessageCreated e = Parse("message.created.reply.json");

        (e.Id, e.ThreadId, e.ReplyTo, e.ReplyToAgentId).Should().Be(("msg_reply0000001", "msg_abc123def456", "msg_abc123def456", "agt_other0000001"));
        (e.Subject, e.Body, e.Priority, e.ExpectsReply).Should().Be(("Re: café 😀", "Done\n✓", 5, true));
        e.Metadata.GetProperty("ticket").GetInt32().Should().Be(7);
        e.Metadata.GetProperty("tags")[0].GetString().Should().Be("a");
    }

    [Fact]
    public void Parse_NothingButWhatIsNeeded_IsAMessage()
    {
        CueApiMessageCreated e = CueApiMessageWebhooks.Parse("""{"id":"m","from":{"agent_id":"a"},"to":{"agent_id":7},"body":""}"""u8)
            .Should().BeOfType<CueApiMessageCreated>().Which;

        (e.From.Slug, e.To.AgentId, e.Body).Should().Be((null, "7", ""));
        (e.ThreadId, e.Priority, e.ExpectsReply, e.CreatedAt).Should().Be((null, null, null, null));
        e.Metadata.ValueKind.Should().Be(JsonValueKind.Undefined);
    }

    [Theory]
    [InlineData("message.read")]
    [InlineData("x")]
    public void Parse_AnotherTypeInTheHeader_IsUnknownWithEverythingKept(string type)
    {
        byte[] body = _payloads.Read("message.created.json");

        WebhookParseResult<CueApiMessage> result = Read(body, (CueApiHeaders.EventType, type));

        CueApiUnknownMessage e = result.Event.Should().BeOfType<CueApiUnknownMessage>().Which;
        (e.Type, e.Id).Should().Be((type, "msg_abc123def456"));
        e.ReadError.Should().BeNull();
        e.Json.GetRawText().Should().Be(System.Text.Encoding.UTF8.GetString(body));
        result.Identity.Should().Be(DeliveryIdentity.FromBody(body), "it must not be a duplicate of the message that it is about");
    }

    [Theory]
    [InlineData()]
    [InlineData("message.created")]
    [InlineData(" message.created ")]
    [InlineData("message.read", "message.read")]
    public void Parse_NoOrNoClearTypeInTheHeader_IsAMessage(params string[] types)
    {
        WebhookParseResult<CueApiMessage> result =
            Read(_payloads.Read("message.created.json"), [.. types.Select(type => (CueApiHeaders.EventType, type)), (CueApiHeaders.Attempt, "2")]);

        result.Event.Should().BeOfType<CueApiMessageCreated>();
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("msg_abc123def456"));
        result.Attempt.Should().Be(2);
        result.OccurredAt.Should().BeNull("a message can be created long before it is sent");
    }

    [Fact]
    public void Parse_MessageThatCannotBeRead_IsIdentifiedByItsId()
    {
        WebhookParseResult<CueApiMessage> result = Read(JsonEdit.With(_payloads.Read("message.created.json"), "from", "[]"));

        result.Event.Should().BeOfType<CueApiUnknownMessage>().Which.ReadError!.Member.Should().Be("from");
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("msg_abc123def456"));
    }

    [Fact]
    public void Parse_AnotherIdInTheHeader_IsRefused()
    {
        byte[] body = _payloads.Read("message.created.json");

        Read(body, (CueApiHeaders.MessageId, "msg_abc123def456")).IsParsed.Should().BeTrue();
        Read(body, (CueApiHeaders.MessageId, "fresh")).Status.Should().Be(WebhookParseStatus.IdentityMismatch);
        Read(body, (CueApiHeaders.MessageId, "fresh"), (CueApiHeaders.EventType, "message.read")).Status.Should().Be(WebhookParseStatus.IdentityMismatch);
        Read(JsonEdit.Without(body, "id"), (CueApiHeaders.MessageId, "fresh")).Reason.Should().Be(WebhookFailureReason.IdentityMissing);
        Read(JsonEdit.Without(body, "id"), (CueApiHeaders.EventType, "message.read")).Reason.Should().Be(WebhookFailureReason.IdentityMissing);
    }

    [Fact]
    public void Provider_OfMessages_HasNamesAndASenderOfItsOwn()
    {
        WebhookProvider<CueApiMessage> provider = CueApiMessage.Provider;

        (provider.Name, provider.ConfigurationSection, provider.DefaultPath).Should().Be(("cueapi-messages", "CueApiMessages", "/webhooks/cueapi-messages"));
        provider.Methods.Should().Equal("POST");
        provider.Scheme.Should().BeSameAs(CueApiEvent.Provider.Scheme);
        provider.Sender.Deadline.Should().Be(TimeSpan.FromSeconds(30));
        provider.Sender.TreatsClientErrorsAsFinal.Should().BeTrue();
        provider.Sender.DefaultLease.Should().BeLessThanOrEqualTo(provider.Sender.ShortestRetryWindow / 2);
    }

    private static WebhookParseResult<CueApiMessage> Read(byte[] body, params (string Name, string Value)[] headers) => CueApiMessage.Provider.Parse(
        new WebhookPayload(body, WebhookHeaders.From(headers.Select(header => KeyValuePair.Create(header.Name, header.Value)))));

    private static CueApiMessageCreated Parse(string file) =>
        CueApiMessageWebhooks.Parse(_payloads.Read(file)).Should().BeOfType<CueApiMessageCreated>().Which;
}
