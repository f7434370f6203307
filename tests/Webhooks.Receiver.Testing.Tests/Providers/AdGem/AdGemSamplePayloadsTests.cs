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
    public void Players_AreThePublishedOnes()
    {
        // AdGem's page "Webhooks", "Suspended Player Webhooks"
        var created = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var banned = new AdGemPlayerData
        {
            PlayerId = "player123",
            AppId = "1",
            BanReason = "events from 3 or more countries in 2 days",
            CreatedAt = created,
        };

        AdGemWebhooks.Parse(AdGemSamplePayloads.PlayerBanned("player123")).Should().BeOfType<AdGemPlayerBanned>().Which.Data.Should().Be(banned);
        AdGemWebhooks.Parse(AdGemSamplePayloads.PlayerUnbanned("player123")).Should().BeOfType<AdGemPlayerUnbanned>().Which.Data
            .Should().Be(banned with { BanReason = "removed player ban" });
    }

    [Fact]
    public void Postbacks_AreThePublishedOne()
    {
        // AdGem's page "Server-to-Server Postbacks (v3)"
        var reward = (AdGemConversion)AdGemPostbackWebhooks.Parse(AdGemPostbackSamplePayloads.Reward("id-1", 12.5m));
        var install = (AdGemConversion)AdGemPostbackWebhooks.Parse(AdGemPostbackSamplePayloads.Install());

        (reward.RequestId, reward.Data.Amount, reward.Data.ConversionType).Should().Be(("id-1", 12.5m, AdGemConversionType.Reward));
        (reward.Data.ClickDatetime, reward.Data.OfferId).Should().Be(("2024-07-15 10:39:55", "12345678900123456"));
        (install.Data.Amount, install.Data.ConversionType).Should().Be((0m, AdGemConversionType.Install));
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
                AdGemSamplePayloads.PlayerBanned("1"),
                AdGemSamplePayloads.PlayerUnbanned("1"),
                AdGemSamplePayloads.Unknown("1", "a"),
            ],
            options => options.WithStrictOrdering());
}
