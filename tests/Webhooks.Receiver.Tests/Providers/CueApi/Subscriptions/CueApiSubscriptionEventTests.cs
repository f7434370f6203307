using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// The events of CueAPI's subscriptions as its server writes them (cueapi/cueapi-core worker/subscription_dispatcher.py, worker/digest_emitter.py,
/// app/services/message_service.py, app/services/events_service.py), field by field.
/// </summary>
public sealed class CueApiSubscriptionEventTests
{
    private static readonly ProviderPayloads _payloads = ProviderPayloads.CueApiSubscriptions;

    [Fact]
    public void Parse_MessageDelivered_HasEveryField()
    {
        CueApiMessageDelivered e = Parse<CueApiMessageDelivered>("message.delivered.json");

        (e.Type, e.Id).Should().Be(("message.delivered", "10"));
        ShouldBeOfTheBatch(e);
        e.Payload.Should().Be(new CueApiMessageDeliveredPayload
        {
            MessageId = "msg_abc123def456",
            SenderAgentId = "agt_sender000001",
            RecipientAgentId = "agt_recipient001",
            ThreadId = "msg_abc123def456",
            Priority = 3,
            Subject = "café",
        });
    }

    [Fact]
    public void Parse_MessageDeliveredWithItsText_HasIt()
    {
        CueApiMessageDeliveredPayload payload = Parse<CueApiMessageDelivered>("message.delivered.inline.json").Payload;

        (payload.Body, payload.BodyOmitted, payload.BodySizeBytes).Should().Be(("Plan ✓", null, null));
        (payload.ReplyTo, payload.CorrelationId, payload.Subject).Should().Be(("msg_first0000001", "rpc-7", null));
    }

    [Fact]
    public void Parse_MessageDeliveredWithALongText_SaysThatItWasLeftOut()
    {
        CueApiMessageDeliveredPayload payload = Parse<CueApiMessageDelivered>("message.delivered.large.json").Payload;

        (payload.Body, payload.BodyOmitted, payload.BodySizeBytes).Should().Be((null, "size_too_large", 40000));
    }

    [Fact]
    public void Parse_MessageDigest_HasEveryField()
    {
        CueApiMessageDigest e = Parse<CueApiMessageDigest>("message.digest.json");

        (e.Type, e.Id).Should().Be(("message.digest", "13"));
        ShouldBeOfTheBatch(e);
        (e.Payload.RecipientAgentId, e.Payload.BundleCount).Should().Be(("agt_recipient001", 2));
        e.Payload.DigestPeriodStart.Should().Be(new DateTimeOffset(2026, 5, 12, 0, 0, 0, TimeSpan.Zero));
        e.Payload.DigestPeriodEnd.Should().Be(new DateTimeOffset(2026, 5, 12, 0, 10, 0, TimeSpan.Zero));
        e.Payload.BundledMessages.Should().Equal(
            new CueApiBundledMessage
            {
                MessageId = "msg_1",
                SenderAgentId = "agt_1",
                Subject = "a",
                Priority = 1,
                EmittedAt = new DateTimeOffset(2026, 5, 12, 0, 1, 0, TimeSpan.Zero),
            },
            new CueApiBundledMessage { MessageId = "msg_2", SenderAgentId = "agt_2", Priority = 2 });
    }

    [Fact]
    public void Parse_TurnPass_HasItsPayload()
    {
        CueApiTurnPass e = Parse<CueApiTurnPass>("turn.pass.json");

        (e.Type, e.Id).Should().Be(("turn.pass", "14"));
        ShouldBeOfTheBatch(e);
        e.Payload.GetProperty("from").GetString().Should().Be("agt_1");
    }

    [Fact]
    public void Parse_UnknownType_KeepsEverything()
    {
        CueApiUnknownSubscriptionEvent e = CueApiSubscriptionWebhooks.Parse(
            JsonEdit.With(_payloads.Read("turn.pass.json"), "event_type", "\"message.ack\"")).Should().BeOfType<CueApiUnknownSubscriptionEvent>().Which;

        (e.Type, e.Id, e.ReadError).Should().Be(("message.ack", "14", null));
        ShouldBeOfTheBatch(e);
        e.Payload.GetProperty("from").GetString().Should().Be("agt_1");
    }

    [Fact]
    public void Parse_Event_IsIdentifiedByItsIdAlone()
    {
        byte[] body = _payloads.Read("message.delivered.json");
        byte[] again = JsonEdit.With(body, "delivery_id", "\"dlv_other\"");

        foreach (byte[] one in new[] { body, again })
        {
            WebhookParseResult<CueApiSubscriptionEvent> result = CueApiSubscriptionEvent.Provider.Parse(new WebhookPayload(one, WebhookHeaders.Empty));
            result.Identity.Should().Be(DeliveryIdentity.FromSigned("10"));
            result.OccurredAt.Should().Be(result.Event!.EmittedAt).And.NotBeNull();
        }
    }

    private static void ShouldBeOfTheBatch(CueApiSubscriptionEvent e)
    {
        e.EmittedAt!.Value.EqualsExact(new DateTimeOffset(2026, 5, 12, 0, 0, 0, TimeSpan.Zero).AddTicks(1234560)).Should().BeTrue();
        e.SubscriptionId.Should().Be("11111111-2222-3333-4444-555555555555");
        e.DeliveryId.Should().Be("dlv_11111111-2222-3333-4444-555555555555_10_12");
    }

    private static T Parse<T>(string file)
        where T : CueApiSubscriptionEvent => CueApiSubscriptionWebhooks.Parse(_payloads.Read(file)).Should().BeOfType<T>().Which;
}
