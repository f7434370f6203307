using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Testing.Tests;

public sealed class CubeConnectSamplePayloadsTests
{
    private const string Phone = "966501234567";

    /// <summary>What each type is read as, with the members that CubeConnect's pages and SDKs use, and the id <c>the-id</c> where it belongs.</summary>
    public static TheoryData<CubeConnectEvent> Published() =>
    [
        new CubeConnectMessageStatusUpdated
        {
            WhatsappAccountId = "5", MessageId = "the-id", Status = CubeConnectMessageStatus.Delivered, Recipient = Phone, Errors = null,
        },
        new CubeConnectMessageReceived
        {
            WhatsappAccountId = "5", MessageId = "the-id", From = Phone, SenderName = "Mohammed", MessageKind = CubeConnectMessageKind.Text,
            Content = "مرحبا https://example.com/x",
        },
        new CubeConnectCampaignCreated { Name = "Spring sale", CampaignId = "the-id" },
        new CubeConnectCampaignStarted { Name = "Spring sale", CampaignId = "the-id" },
        new CubeConnectCampaignCompleted { Name = "Spring sale", CampaignId = "the-id", SentCount = 950, FailedCount = 50 },
        new CubeConnectTemplateSubmitted { TemplateName = "the-id", Status = CubeConnectTemplateStatus.Pending },
        new CubeConnectTemplateStatusChanged { TemplateName = "the-id", Status = CubeConnectTemplateStatus.Rejected },
        new CubeConnectFlowSessionStarted { CustomerPhone = Phone, FlowId = "the-id" },
        new CubeConnectFlowSessionCompleted { CustomerPhone = Phone, FlowId = "the-id" },
        new CubeConnectFlowSessionCancelled { CustomerPhone = Phone, FlowId = "the-id" },
        new CubeConnectAccountQuality { QualityKind = CubeConnectQualityKind.Block, UserPhone = "the-id" },
        new CubeConnectWebhookTest { TenantId = "the-id" },
    ];

    [Theory]
    [MemberData(nameof(Published))]
    public void Create_ListedType_HasThePublishedMembers(CubeConnectEvent expected)
    {
        CubeConnectEvent e = CubeConnectWebhooks.Parse(CubeConnectSamplePayloads.Create(expected.Type, "the-id"));

        e.Should().Be(expected with
        {
            TenantId = expected.TenantId ?? "1",
            Timestamp = new DateTimeOffset(2026, 3, 10, 14, 30, 0, TimeSpan.FromHours(3)),
            Identity = e.Identity,
        });
    }

    [Fact]
    public void Published_IsEveryType() =>
        Published().Cast<object[]>().Select(row => ((CubeConnectEvent)row[0]).Type).Should().Equal(CubeConnectSamplePayloads.EventTypes);

    [Fact]
    public void Create_EachType_IsWhatItsOwnMethodGives() =>
        CubeConnectSamplePayloads.EventTypes.Append("a").Select(type => CubeConnectSamplePayloads.Create(type, "1")).Should().BeEquivalentTo(
            [
                CubeConnectSamplePayloads.MessageStatusUpdated("1"),
                CubeConnectSamplePayloads.MessageReceived("1"),
                CubeConnectSamplePayloads.CampaignCreated("1"),
                CubeConnectSamplePayloads.CampaignStarted("1"),
                CubeConnectSamplePayloads.CampaignCompleted("1"),
                CubeConnectSamplePayloads.TemplateSubmitted("1"),
                CubeConnectSamplePayloads.TemplateStatusChanged("1"),
                CubeConnectSamplePayloads.FlowSessionStarted("1"),
                CubeConnectSamplePayloads.FlowSessionCompleted("1"),
                CubeConnectSamplePayloads.FlowSessionCancelled("1"),
                CubeConnectSamplePayloads.AccountQuality("1"),
                CubeConnectSamplePayloads.WebhookTest("1"),
                CubeConnectSamplePayloads.Unknown("1", "a"),
            ],
            options => options.WithStrictOrdering());
}
