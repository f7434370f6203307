using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Tests;

public sealed class CubeConnectProviderTests
{
    private static readonly WebhookProvider<CubeConnectEvent> _provider = CubeConnectEvent.Provider;

    [Fact]
    public void Names_AsDocumented_AreCubeConnects()
    {
        _provider.Name.Should().Be("cubeconnect");
        _provider.ConfigurationSection.Should().Be("CubeConnect");
        _provider.DefaultPath.Should().Be("/webhooks/cubeconnect");
        _provider.Methods.Should().Equal("POST");
        _provider.MediaTypes.Should().BeSameAs(WebhookMediaTypes.Json);
        _provider.EventType.Should().Be<CubeConnectEvent>();
        CubeConnectEvent.Provider.Should().BeSameAs(_provider, "it is always the same object");
    }

    [Fact]
    public void Scheme_AsDocumented_SignsTimeAndBody()
    {
        SignatureScheme scheme = _provider.Scheme!;

        scheme.Header.Should().Be("X-Webhook-Signature");
        scheme.Format.Prefix.Should().BeEmpty();
        scheme.Format.Separator.Should().BeNull();
        scheme.Encoding.Should().Be(SignatureEncoding.Hex);
        scheme.SecretEncoding.Should().BeSameAs(SecretEncoding.Utf8);
        scheme.SignedContent.Should().HaveCount(3);
        (scheme.SignedContent[0], scheme.SignedContent[2]).Should().Be((SignedPart.Timestamp, SignedPart.Body));
        scheme.Timestamp!.Header.Should().Be("X-Webhook-Timestamp");
        scheme.Timestamp.Formats.Should().Be(TimestampFormats.Iso8601 | TimestampFormats.UnixSeconds);
        scheme.Timestamp.Tolerance.Should().Be(TimeSpan.FromSeconds(300));
        scheme.IdHeader.Should().BeNull();
    }

    [Fact]
    public void Sender_AsDecided_HasTheseNumbers()
    {
        SenderBehavior sender = _provider.Sender;

        sender.Deadline.Should().Be(TimeSpan.FromSeconds(10));
        sender.LongestRetryWindow.Should().Be(TimeSpan.FromMinutes(2)).And.BeGreaterThanOrEqualTo((3 * TimeSpan.FromSeconds(10)) + (sender.Deadline * 4));
        sender.IsLongestRetryWindowDocumented.Should().BeTrue();
        sender.ShortestRetryWindow.Should().Be(3 * TimeSpan.FromSeconds(10));
        sender.DefaultLease.Should().Be(TimeSpan.FromSeconds(15)).And.BeLessThanOrEqualTo(sender.ShortestRetryWindow / 2);
        sender.TreatsClientErrorsAsFinal.Should().BeFalse();
    }

    [Fact]
    public void Parse_MessageStatusUpdated_IsIdentifiedByMessageAndStatus() =>
        Identity("message.status_updated.json").Should().Be(DeliveryIdentity.FromSigned("wamid.xxx", "delivered"));

    [Fact]
    public void Parse_MessageReceived_IsIdentifiedByItsMessage() =>
        Identity("message.received.json").Should().Be(DeliveryIdentity.FromSigned("wamid.xxx"))
            .And.NotBe(Identity("message.status_updated.json"), "the message's coming and its status are two events");

    [Theory]
    [InlineData("campaign.created.json")]
    [InlineData("campaign.started.json")]
    [InlineData("campaign.completed.json")]
    [InlineData("template.submitted.json")]
    [InlineData("template.status_changed.json")]
    [InlineData("flow.session_started.json")]
    [InlineData("flow.session_completed.json")]
    [InlineData("flow.session_cancelled.json")]
    [InlineData("account.quality_event.json")]
    [InlineData("webhook.test.json")]
    public void Parse_EventWithoutAnId_IsIdentifiedByItsBody(string file) =>
        Identity(file).Should().Be(DeliveryIdentity.FromBody(ProviderPayloads.CubeConnect.Read(file)));

    [Fact]
    public void Parse_UnknownOrUnreadableEvent_IsIdentifiedByItsBody()
    {
        byte[] message = ProviderPayloads.CubeConnect.Read("message.received.json");

        foreach (byte[] body in new[] { JsonEdit.With(message, "event", "\"message.deleted\""), JsonEdit.With(message, "wa_message_id", "[]") })
        {
            WebhookParseResult<CubeConnectEvent> result = _provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

            result.Event.Should().BeOfType<CubeConnectUnknownEvent>();
            result.Identity.Should().Be(DeliveryIdentity.FromBody(body));
            result.OccurredAt.Should().Be(new DateTimeOffset(2026, 3, 10, 14, 30, 0, TimeSpan.FromHours(3)));
        }
    }

    private static DeliveryIdentity Identity(string file)
    {
        WebhookParseResult<CubeConnectEvent> result =
            _provider.Parse(new WebhookPayload(ProviderPayloads.CubeConnect.Read(file), WebhookHeaders.Empty));
        result.Identity.IsAuthenticated.Should().BeTrue();
        result.OccurredAt.Should().Be(result.Event!.Timestamp);
        return result.Identity;
    }
}
