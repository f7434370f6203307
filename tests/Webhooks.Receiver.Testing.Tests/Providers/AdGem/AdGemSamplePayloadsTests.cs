using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Testing.Tests;

public sealed class AdGemSamplePayloadsTests
{
    private static readonly DateTimeOffset _published = new DateTimeOffset(2024, 7, 11, 20, 26, 10, TimeSpan.Zero).AddTicks(3445220);

    [Fact]
    public void OfferRemoved_IsThePublishedOne()
    {
        // AdGem's page "Offer Event Webhooks", "Structure"
        var e = AdGemWebhooks.Parse(AdGemSamplePayloads.OfferRemoved("123456789456123")).Should().BeOfType<AdGemOfferRemoved>().Subject;

        (e.Type, e.Timestamp).Should().Be(("offer.removed", _published));
        e.Data.Should().Be(new AdGemOfferData { OfferId = "123456789456123" });
    }

    [Fact]
    public void OfferCreatedAndUpdated_HaveTheMembersOfThePublishedSchema()
    {
        // AdGem/adgem-integrations-documentation examples/offer.yaml
        var expected = new AdGemOfferData { OfferId = "1234567894561234567", AppId = "1", CampaignId = "1" };

        AdGemEvent created = AdGemWebhooks.Parse(AdGemSamplePayloads.OfferCreated("1234567894561234567"));
        AdGemEvent updated = AdGemWebhooks.Parse(AdGemSamplePayloads.OfferUpdated("1234567894561234567"));

        created.Should().BeOfType<AdGemOfferCreated>().Which.Data.Should().Be(expected);
        updated.Should().BeOfType<AdGemOfferUpdated>().Which.Data.Should().Be(expected);
        (created.Timestamp, updated.Timestamp).Should().Be((_published, _published));
    }

    [Fact]
    public void OfferRemoved_WithoutAnId_HasOneOfNineteenDigits() => AdGemWebhooks.Parse(AdGemSamplePayloads.OfferRemoved())
        .Should().BeOfType<AdGemOfferRemoved>().Which.Data.OfferId.Should().MatchRegex("^1[0-9]{18}$");

    [Fact]
    public void Create_EachType_IsWhatItsOwnMethodGives() =>
        AdGemSamplePayloads.EventTypes.Append("a").Select(type => AdGemSamplePayloads.Create(type, "1")).Should().BeEquivalentTo(
            [
                AdGemSamplePayloads.OfferCreated("1"),
                AdGemSamplePayloads.OfferUpdated("1"),
                AdGemSamplePayloads.OfferRemoved("1"),
                AdGemSamplePayloads.Unknown("1", "a"),
            ],
            options => options.WithStrictOrdering());
}
