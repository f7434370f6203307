using System.Text.Json;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Testing.Tests;

public sealed class CueSamplePayloadsTests
{
    public static TheoryData<string> EventTypes() => [.. CueSamplePayloads.EventTypes];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Create_ListedType_IsReadAsThatType(string eventType)
    {
        CueEvent e = CueWebhooks.Parse(CueSamplePayloads.Create(eventType));

        e.Should().NotBeOfType<CueUnknownEvent>();
        e.Type.Should().Be(eventType);
        e.Id.Should().StartWith("evt_123456789");
        e.Created.Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Create_PublishedPayload_HasNoMemberThatTheModelDoesNotKnow(string eventType)
    {
        CueEvent e = CueWebhooks.Parse(CueSamplePayloads.Create(eventType));

        e.ExtensionData.Should().BeNullOrEmpty();
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

    [Fact]
    public void AdClick_CalledTwice_GivesTwoArrays() =>
        CueSamplePayloads.AdClick().Should().NotBeSameAs(CueSamplePayloads.AdClick());
}
