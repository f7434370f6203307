using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Tests;

/// <summary>CubeConnect's payloads, field by field: the published ones, and the fields that its samples name for the other types.</summary>
public sealed class CubeConnectEventTests
{
    private static readonly DateTimeOffset _time = new(2026, 3, 10, 14, 30, 0, TimeSpan.FromHours(3));

    [Fact]
    public void Parse_MessageStatusUpdated_HasEveryField()
    {
        CubeConnectMessageStatusUpdated e = Parse<CubeConnectMessageStatusUpdated>("message.status_updated.json", "message.status_updated");

        e.WhatsappAccountId.Should().Be("5");
        e.MessageId.Should().Be("wamid.xxx");
        e.Status.Should().Be(CubeConnectMessageStatus.Delivered);
        e.Recipient.Should().Be("966501234567");
        e.Errors.Should().BeNull();
    }

    [Fact]
    public void Parse_MessageStatusUpdatedWithErrors_HasEveryField()
    {
        CubeConnectMessageStatusUpdated e = Parse<CubeConnectMessageStatusUpdated>("message.status_updated.failed.json", "message.status_updated");

        e.MessageId.Should().Be("wamid.HBgL");
        e.Status.Should().Be(CubeConnectMessageStatus.Failed);
        CubeConnectMessageError error = e.Errors.Should().ContainSingle().Subject;
        error.Code.Should().Be(131047);
        error.Title.Should().Be("Re-engagement message");
        error.ExtensionData.Should().BeNull();
    }

    [Fact]
    public void Errors_SeveralWithUnknownAndMissingFields_AreKept()
    {
        byte[] body = JsonEdit.With(
            ProviderPayloads.CubeConnect.Read("message.status_updated.json"), "errors",
            """[{"code":1,"title":"a","href":"https://x"},{},{"code":null,"title":null}]""");

        CubeConnectMessageStatusUpdated e = CubeConnectWebhooks.Parse(body).Should().BeOfType<CubeConnectMessageStatusUpdated>().Which;

        e.Errors.Should().HaveCount(3);
        e.Errors![0].ExtensionData!["href"].GetString().Should().Be("https://x");
        e.Errors.Skip(1).Should().OnlyContain(error => error.Code == null && error.Title == null && error.ExtensionData == null);
    }

    [Fact]
    public void Parse_MessageReceived_HasEveryField()
    {
        CubeConnectMessageReceived e = Parse<CubeConnectMessageReceived>("message.received.json", "message.received");

        e.WhatsappAccountId.Should().Be("5");
        e.MessageId.Should().Be("wamid.xxx");
        e.From.Should().Be("966501234567");
        e.SenderName.Should().Be("Mohammed");
        e.MessageKind.Should().Be(CubeConnectMessageKind.Text);
        e.Content.Should().Be("مرحبا https://example.com/x");
    }

    [Fact]
    public void Parse_CampaignCreated_HasEveryField()
    {
        CubeConnectCampaignCreated e = Parse<CubeConnectCampaignCreated>("campaign.created.json", "campaign.created");

        (e.Name, e.CampaignId, e.SentCount, e.FailedCount).Should().Be(("Spring sale", "01JX5A9Q8ZK3M7T2V4W6Y8B0CD", 950L, 50L));
    }

    [Fact]
    public void Parse_CampaignStarted_HasEveryField()
    {
        CubeConnectCampaignStarted e = Parse<CubeConnectCampaignStarted>("campaign.started.json", "campaign.started");

        (e.Name, e.CampaignId, e.SentCount, e.FailedCount).Should().Be(("Spring sale", "01JX5A9Q8ZK3M7T2V4W6Y8B0CD", 950L, 50L));
    }

    [Fact]
    public void Parse_CampaignCompleted_HasEveryField()
    {
        CubeConnectCampaignCompleted e = Parse<CubeConnectCampaignCompleted>("campaign.completed.json", "campaign.completed");

        (e.Name, e.CampaignId, e.SentCount, e.FailedCount).Should().Be(("Spring sale", "01JX5A9Q8ZK3M7T2V4W6Y8B0CD", 950L, 50L));
    }

    [Fact]
    public void Parse_TemplateSubmitted_HasEveryField()
    {
        CubeConnectTemplateSubmitted e = Parse<CubeConnectTemplateSubmitted>("template.submitted.json", "template.submitted");

        e.TemplateName.Should().Be("order_update");
        e.Status.Should().Be(CubeConnectTemplateStatus.Pending);
    }

    [Fact]
    public void Parse_TemplateStatusChanged_HasEveryField()
    {
        CubeConnectTemplateStatusChanged e = Parse<CubeConnectTemplateStatusChanged>("template.status_changed.json", "template.status_changed");

        e.TemplateName.Should().Be("order_update");
        e.Status.Should().Be(CubeConnectTemplateStatus.Rejected);
    }

    [Fact]
    public void Parse_FlowSessionStarted_HasEveryField()
    {
        CubeConnectFlowSessionStarted e = Parse<CubeConnectFlowSessionStarted>("flow.session_started.json", "flow.session_started");

        (e.CustomerPhone, e.FlowId).Should().Be(("966501234567", "12"));
    }

    [Fact]
    public void Parse_FlowSessionCompleted_HasEveryField()
    {
        CubeConnectFlowSessionCompleted e = Parse<CubeConnectFlowSessionCompleted>("flow.session_completed.json", "flow.session_completed");

        (e.CustomerPhone, e.FlowId).Should().Be(("966501234567", "12"));
    }

    [Fact]
    public void Parse_FlowSessionCancelled_HasEveryField()
    {
        CubeConnectFlowSessionCancelled e = Parse<CubeConnectFlowSessionCancelled>("flow.session_cancelled.json", "flow.session_cancelled");

        (e.CustomerPhone, e.FlowId).Should().Be(("966501234567", "12"));
    }

    [Fact]
    public void Parse_AccountQualityEvent_HasEveryField()
    {
        CubeConnectAccountQuality e = Parse<CubeConnectAccountQuality>("account.quality_event.json", "account.quality_event");

        e.QualityKind.Should().Be(CubeConnectQualityKind.Block);
        e.UserPhone.Should().Be("966501234567");
    }

    [Fact]
    public void Parse_WebhookTest_HasTheEnvelope() => Parse<CubeConnectWebhookTest>("webhook.test.json", "webhook.test");

    [Theory]
    [InlineData("text")]
    [InlineData("image")]
    [InlineData("video")]
    [InlineData("audio")]
    [InlineData("document")]
    [InlineData("location")]
    [InlineData("interactive")]
    [InlineData("reaction")]
    [InlineData("sticker")]
    public void MessageKind_ListedOrNot_IsWhatTypeSays(string kind)
    {
        byte[] body = JsonEdit.With(ProviderPayloads.CubeConnect.Read("message.received.json"), "type", $"\"{kind}\"");

        CubeConnectMessageReceived e = CubeConnectWebhooks.Parse(body).Should().BeOfType<CubeConnectMessageReceived>().Which;

        e.Type.Should().Be("message.received", "'type' is the message's kind, 'event' the event's type");
        e.MessageKind!.Value.Value.Should().Be(kind);
        CubeConnectMessageKind[] named =
        [
            CubeConnectMessageKind.Text, CubeConnectMessageKind.Image, CubeConnectMessageKind.Video, CubeConnectMessageKind.Audio,
            CubeConnectMessageKind.Document, CubeConnectMessageKind.Location, CubeConnectMessageKind.Interactive, CubeConnectMessageKind.Reaction,
        ];
        named.Contains(e.MessageKind.Value).Should().Be(kind != "sticker");
    }

    [Fact]
    public void QualityKind_ListedOrNot_IsWhatTypeSays()
    {
        foreach ((string kind, CubeConnectQualityKind expected) in new[]
        {
            ("block", CubeConnectQualityKind.Block), ("report", CubeConnectQualityKind.Report), ("mute", CubeConnectQualityKind.From("mute")),
        })
        {
            byte[] body = JsonEdit.With(ProviderPayloads.CubeConnect.Read("account.quality_event.json"), "type", $"\"{kind}\"");

            CubeConnectAccountQuality e = CubeConnectWebhooks.Parse(body).Should().BeOfType<CubeConnectAccountQuality>().Which;

            e.QualityKind.Should().Be(expected);
            e.Type.Should().Be("account.quality_event");
        }
    }

    [Theory]
    [InlineData("message.status_updated.json")]
    [InlineData("campaign.completed.json")]
    [InlineData("template.status_changed.json")]
    [InlineData("flow.session_started.json")]
    [InlineData("webhook.test.json")]
    public void Type_WhereNoFieldHasThatName_IsAnUnknownFieldLikeAnyOther(string file)
    {
        CubeConnectEvent e = CubeConnectWebhooks.Parse(JsonEdit.Adding(ProviderPayloads.CubeConnect.Read(file), "", "\"type\":\"message.received\""));

        e.Should().NotBeAssignableTo<IUnknownWebhookEvent>();
        e.ExtensionData!["type"].GetString().Should().Be("message.received");
    }

    [Fact]
    public void Status_OtherCase_IsTheSame()
    {
        byte[] message = JsonEdit.With(ProviderPayloads.CubeConnect.Read("message.status_updated.json"), "status", "\"DELIVERED\"");
        byte[] template = JsonEdit.With(ProviderPayloads.CubeConnect.Read("template.status_changed.json"), "status", "\"REJECTED\"");

        CubeConnectMessageStatus status = CubeConnectWebhooks.Parse(message).Should().BeOfType<CubeConnectMessageStatusUpdated>().Which.Status;
        CubeConnectTemplateStatus? review = CubeConnectWebhooks.Parse(template).Should().BeOfType<CubeConnectTemplateStatusChanged>().Which.Status;

        (status == CubeConnectMessageStatus.Delivered).Should().BeTrue();
        (status == CubeConnectMessageStatus.Read).Should().BeFalse();
        status.GetHashCode().Should().Be(CubeConnectMessageStatus.Delivered.GetHashCode());
        status.Value.Should().Be("delivered", "a switch over the constants has to find it");
        (review == CubeConnectTemplateStatus.Rejected).Should().BeTrue();
        (review == CubeConnectTemplateStatus.Approved).Should().BeFalse();
        review!.Value.GetHashCode().Should().Be(CubeConnectTemplateStatus.Rejected.GetHashCode());
        review.Value.ToString().Should().Be("rejected");
    }

    [Fact]
    public void Statuses_AllListed_AreNamed()
    {
        new[] { CubeConnectMessageStatus.Sent, CubeConnectMessageStatus.Delivered, CubeConnectMessageStatus.Read, CubeConnectMessageStatus.Failed }
            .Select(status => status.Value).Should().Equal("sent", "delivered", "read", "failed");
        new[]
        {
            CubeConnectTemplateStatus.Approved, CubeConnectTemplateStatus.Pending, CubeConnectTemplateStatus.Rejected,
            CubeConnectTemplateStatus.Paused, CubeConnectTemplateStatus.Disabled,
        }.Select(status => status.Value).Should().Equal("approved", "pending", "rejected", "paused", "disabled");
        default(CubeConnectMessageStatus).Value.Should().BeEmpty();
        default(CubeConnectTemplateStatus).Value.Should().BeEmpty();
    }

    [Fact]
    public void Parse_UnknownType_HasTheEnvelope()
    {
        byte[] body = JsonEdit.With(ProviderPayloads.CubeConnect.Read("message.received.json"), "event", "\"message.deleted\"");

        CubeConnectUnknownEvent e = CubeConnectWebhooks.Parse(body).Should().BeOfType<CubeConnectUnknownEvent>().Which;

        e.Type.Should().Be("message.deleted");
        e.TenantId.Should().Be("1");
        e.Timestamp!.Value.EqualsExact(_time).Should().BeTrue();
        e.Json.GetProperty("wa_message_id").GetString().Should().Be("wamid.xxx");
    }

    private static T Parse<T>(string file, string type)
        where T : CubeConnectEvent
    {
        T e = CubeConnectWebhooks.Parse(ProviderPayloads.CubeConnect.Read(file)).Should().BeOfType<T>().Which;
        e.Type.Should().Be(type);
        e.TenantId.Should().Be("1");
        e.Timestamp!.Value.EqualsExact(_time).Should().BeTrue();
        e.ExtensionData.Should().BeNull();
        return e;
    }
}
