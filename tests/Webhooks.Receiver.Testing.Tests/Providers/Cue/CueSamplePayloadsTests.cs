using System.Text.Json;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Testing.Tests;

public sealed class CueSamplePayloadsTests
{
    public static TheoryData<string> EventTypes() => [.. CueSamplePayloads.EventTypes];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Create_WithoutAnId_HasOneOfCuesForm(string eventType) =>
        CueWebhooks.Parse(CueSamplePayloads.Create(eventType)).Id.Should().MatchRegex("^evt_[0-9a-f]{24}$");

    // The values below are those of Cue's page, "Event Types and Payloads".

    [Fact]
    public void AdImpression_IsThePublishedOne()
    {
        var e = Parse<CueAdImpression>(CueSamplePayloads.AdImpression("evt_1234567890"));

        (e.Id, e.Created, e.ApiVersion).Should().Be(("evt_1234567890", Time(10, 30), null));
        (e.Data.AdId, e.Data.CampaignId, e.Data.UserId, e.Data.SessionId).Should().Be(("ad-123", "campaign-456", "user-789", "session-abc"));
        (e.Data.Placement?.Type?.Value, e.Data.Placement?.Position?.Value).Should().Be(("inline", "after_response"));
        ShouldBePublished(e.Data.Context, e.Data.Metadata, Time(10, 30));
    }

    [Fact]
    public void AdClick_IsThePublishedOne()
    {
        var e = Parse<CueAdClick>(CueSamplePayloads.AdClick("evt_1234567891"));

        (e.Id, e.Created, e.ApiVersion).Should().Be(("evt_1234567891", Time(10, 35), null));
        (e.Data.AdId, e.Data.CampaignId, e.Data.ClickId).Should().Be(("ad-123", "campaign-456", "click-xyz"));
        (e.Data.UserId, e.Data.SessionId, e.Data.LandingUrl).Should().Be(("user-789", "session-abc", "https://example.com/signup?ref=cue"));
        ShouldBePublished(e.Data.Context, e.Data.Metadata, Time(10, 35));
    }

    [Fact]
    public void AdConversion_IsThePublishedOne()
    {
        var e = Parse<CueAdConversion>(CueSamplePayloads.AdConversion("evt_1234567892"));

        (e.Id, e.Created).Should().Be(("evt_1234567892", Time(11, 0)));
        (e.Data.AdId, e.Data.CampaignId, e.Data.ClickId, e.Data.ConversionId).Should().Be(("ad-123", "campaign-456", "click-xyz", "conv-def"));
        (e.Data.UserId, e.Data.ConversionType?.Value, e.Data.ConversionValue, e.Data.Currency).Should().Be(("user-789", "signup", 99.99m, "USD"));
        e.Data.Metadata.Should().Be(new CueAdMetadata { Timestamp = Time(11, 0) });
    }

    [Fact]
    public void CampaignBudgetExhausted_IsThePublishedOne()
    {
        var e = Parse<CueCampaignBudgetExhausted>(CueSamplePayloads.CampaignBudgetExhausted("evt_1234567893"));

        (e.Id, e.Created).Should().Be(("evt_1234567893", Time(12, 0)));
        (e.Data.CampaignId, e.Data.CampaignName, e.Data.Budget, e.Data.Spent).Should().Be(("campaign-456", "Tech Product Launch", 10000m, 10000m));
        e.Data.Performance.Should().Be(
            new CueCampaignPerformance { Impressions = 25000, Clicks = 500, Conversions = 45, Ctr = 2.0m, AverageCpb = 20.0m });
    }

    [Fact]
    public void CampaignCreated_IsThePublishedOne()
    {
        var e = Parse<CueCampaignCreated>(CueSamplePayloads.CampaignCreated("evt_1234567894"));

        (e.Id, e.Created).Should().Be(("evt_1234567894", Time(9, 0)));
        (e.Data.CampaignId, e.Data.CampaignName, e.Data.Budget).Should().Be(("campaign-789", "New Brand Campaign", 5000m));
        (e.Data.DailyBudget, e.Data.Status?.Value).Should().Be((200m, "active"));
        e.Data.TargetAudience!.Keywords.Should().Equal("technology", "innovation");
        e.Data.TargetAudience.Demographics!.AgeRange.Should().Be("25-45");
    }

    [Theory]
    [InlineData(CueEventTypes.CampaignUpdated)]
    [InlineData(CueEventTypes.CampaignPaused)]
    [InlineData(CueEventTypes.AccountBilling)]
    public void Create_TypeWithoutAPublishedPayload_IsThePublishedEnvelope(string eventType)
    {
        CueEvent e = CueWebhooks.Parse(CueSamplePayloads.Create(eventType, "evt_1234567890"));

        (e.Id, e.Type, e.Created, e.ApiVersion).Should().Be(("evt_1234567890", eventType, Time(10, 30), "v1"));
    }

    [Theory]
    [InlineData("evt_fresh")]
    [InlineData("evt_\"quoted\\\" ü \U0001F3AF")]
    public void Create_IdGiven_CarriesIt(string id)
    {
        CueSamplePayloads.EventTypes.Append("ad.viewed").Select(type => CueWebhooks.Parse(CueSamplePayloads.Create(type, id)).Id)
            .Should().AllBe(id);
    }

    [Fact]
    public void Create_TypeThatIsNotListed_IsUnknown() =>
        CueWebhooks.Parse(CueSamplePayloads.Create("ad.viewed")).Should().BeOfType<CueUnknownEvent>().Which.Type.Should().Be("ad.viewed");

    [Fact]
    public void Unknown_WithoutArguments_IsUnknownAndHasNoReadError()
    {
        var e = CueWebhooks.Parse(CueSamplePayloads.Unknown()).Should().BeOfType<CueUnknownEvent>().Subject;

        e.ReadError.Should().BeNull();
        e.Data.ValueKind.Should().Be(JsonValueKind.Object);
    }

    [Fact]
    public void Create_EachType_IsWhatItsOwnMethodGives()
    {
        CueSamplePayloads.EventTypes.Select(type => CueSamplePayloads.Create(type, "evt_1")).Should().BeEquivalentTo(
            [
                CueSamplePayloads.AdImpression("evt_1"),
                CueSamplePayloads.AdClick("evt_1"),
                CueSamplePayloads.AdConversion("evt_1"),
                CueSamplePayloads.CampaignCreated("evt_1"),
                CueSamplePayloads.CampaignUpdated("evt_1"),
                CueSamplePayloads.CampaignPaused("evt_1"),
                CueSamplePayloads.CampaignBudgetExhausted("evt_1"),
                CueSamplePayloads.AccountBilling("evt_1"),
            ],
            options => options.WithStrictOrdering());
    }

    private static TEvent Parse<TEvent>(byte[] body) => CueWebhooks.Parse(body).Should().BeOfType<TEvent>().Subject;

    private static DateTimeOffset Time(int hour, int minute) => new(2024, 1, 15, hour, minute, 0, TimeSpan.Zero);

    private static void ShouldBePublished(CueAdContext? context, CueAdMetadata? metadata, DateTimeOffset time)
    {
        context.Should().Be(new CueAdContext
        {
            Conversation = "User asking about project management tools",
            UserQuery = "What are good options for small teams?",
        });
        metadata.Should().Be(new CueAdMetadata { UserAgent = "Mozilla/5.0...", IpAddress = "192.168.1.1", Timestamp = time });
    }
}
