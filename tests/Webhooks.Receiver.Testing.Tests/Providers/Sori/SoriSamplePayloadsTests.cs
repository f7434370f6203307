using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Testing.Tests;

public sealed class SoriSamplePayloadsTests
{
    // SORI's page "Campaign Webhook", "Handling Webhook Events": a click has no material.

    [Fact]
    public void Impression_IsThePublishedOne()
    {
        var e = SoriWebhooks.Parse(SoriSamplePayloads.Impression("string")).Should().BeOfType<SoriImpression>().Subject;

        (e.MaterialId, e.MaterialName).Should().Be(("string", "string"));
        ShouldBePublished(e, "impression");
    }

    [Fact]
    public void Click_IsThePublishedOne()
    {
        byte[] body = SoriSamplePayloads.Click("string");

        ShouldBePublished(SoriWebhooks.Parse(body).Should().BeOfType<SoriClick>().Subject, "click");
        SoriWebhooks.Parse(body).ExtensionData.Should().BeNullOrEmpty("there is no material");
    }

    [Fact]
    public void Create_EachType_IsWhatItsOwnMethodGives() =>
        SoriSamplePayloads.EventTypes.Append("a").Select(type => SoriSamplePayloads.Create(type, "1")).Should().BeEquivalentTo(
            [SoriSamplePayloads.Impression("1"), SoriSamplePayloads.Click("1"), SoriSamplePayloads.Unknown("1", "a")],
            options => options.WithStrictOrdering());

    private static void ShouldBePublished(SoriEvent e, string type)
    {
        (e.Type, e.CampaignId, e.CampaignName, e.DeviceId, e.Platform).Should().Be((type, "string", "string", "string", "string"));
        e.Timestamp.Should().Be(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero));
    }
}
