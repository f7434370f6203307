using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

/// <summary>AdGem's published postback, field by field.</summary>
public sealed class AdGemPostbackEventTests
{
    private static readonly ProviderPayloads _payloads = ProviderPayloads.AdGemPostbacks;

    [Fact]
    public void Parse_PublishedPostback_HasEveryField()
    {
        AdGemConversion e = Parse(_payloads.Read("postback.json"));

        e.Type.Should().Be("postback");
        e.RequestId.Should().Be("01786456-b959-404a-baa7-05ef8a2e0290");
        e.Timestamp!.Value.EqualsExact(new DateTimeOffset(2024, 7, 11, 19, 46, 10, TimeSpan.Zero)).Should().BeTrue();
        e.Data.Should().Be(new AdGemConversionData
        {
            AppId = "2",
            CampaignId = "1",
            PlayerId = "bernhard.edison",
            Amount = 150m,
            Payout = 1.5m,
            AllGoalsCompleted = true,
            ConversionId = "c5eb2a9d-41a4-4088-80bb-ebc87bd1bb62",
            AppVersion = "1.0",
            AdType = "offerwall",
            Country = "US",
            C1 = "custom value 1",
            C2 = "custom value 2",
            C3 = "custom value 3",
            C4 = "custom value 4",
            C5 = "custom value 5",
            Gaid = "bk9384xs-p449-96ds-r132",
            Idfa = "AB1234CD-E123-12FG-J123",
            Ip = "24.24.24.25",
            OsVersion = "10.0.0",
            Platform = "Other",
            State = "New York",
            ClickDatetime = "2024-07-15 10:39:55",
            ConversionDatetime = "2024-07-15 10:39:55",
            GoalName = "Reach level 20",
            GoalId = "12345678911123456",
            OfferName = "Romaguera-Harber",
            TrackingType = "CPA",
            AllowMultipleConversions = false,
            StoreId = "com.whatever.example",
            OfferId = "12345678900123456",
            ConversionType = AdGemConversionType.Reward,
        });
    }

    [Fact]
    public void Parse_ShortPostback_IsNullWhereNothingIsSent()
    {
        AdGemConversionData data = Parse(_payloads.Read("postback.short.json")).Data;

        data.Should().Be(new AdGemConversionData { AppId = "2", CampaignId = "1", PlayerId = "bernhard.edison", Amount = 150m, Payout = 1.5m });
        data.ConversionType.Should().BeNull("nothing says that it is rewarded");
    }

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("\"19.99\"", "19.99")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("1.50", "1.50")]
    public void Money_OfAnyPrecision_IsExact(string json, string expected)
    {
        AdGemConversionData data = Parse(JsonEdit.With(JsonEdit.With(_payloads.Read("postback.json"), "data/payout", json), "data/amount", json)).Data;

        FormattableString.Invariant($"{data.Payout} {data.Amount}").Should().Be($"{expected} {expected}");
    }

    /// <summary>AdGem's table of macros: "can be empty or null".</summary>
    [Theory]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void Amount_Empty_IsNull(string json) =>
        Parse(JsonEdit.With(_payloads.Read("postback.json"), "data/amount", json)).Data.Amount.Should().BeNull();

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("\"1\"", true)]
    [InlineData("\"0\"", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("2", null)]
    [InlineData("1.5", null)]
    [InlineData("\"yes\"", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    public void Booleans_InAnyForm_AreRead(string json, bool? expected)
    {
        byte[] body = _payloads.Read("postback.json");
        foreach (string path in new[] { "data/all_goals_completed", "data/allow_multiple_conversions" })
        {
            body = JsonEdit.With(body, path, json);
        }

        AdGemConversionData data = Parse(body).Data;

        (data.AllGoalsCompleted, data.AllowMultipleConversions).Should().Be((expected, expected));
    }

    [Theory]
    [InlineData("install")]
    [InlineData("Install")]
    [InlineData("bonus")]
    public void ConversionType_OtherThanReward_IsNoReward(string type)
    {
        AdGemConversionData data = Parse(JsonEdit.With(_payloads.Read("postback.json"), "data/conversion_type", $"\"{type}\"")).Data;

        (data.ConversionType == AdGemConversionType.Reward).Should().BeFalse();
        (data.ConversionType == AdGemConversionType.Install).Should().Be(type != "bonus");
    }

    [Fact]
    public void Parse_PostbackWithoutAPlayer_IsUnknownWithEverythingKept()
    {
        AdGemUnknownPostback e = AdGemPostbackWebhooks.Parse(JsonEdit.Without(_payloads.Read("postback.json"), "data/player_id"))
            .Should().BeOfType<AdGemUnknownPostback>().Which;

        (e.Type, e.RequestId).Should().Be(("postback", "01786456-b959-404a-baa7-05ef8a2e0290"));
        e.Timestamp.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1720727170));
        e.ReadError!.Member.Should().Be("data.player_id");
        e.Data.GetProperty("amount").GetInt32().Should().Be(150);
    }

    private static AdGemConversion Parse(byte[] body) => AdGemPostbackWebhooks.Parse(body).Should().BeOfType<AdGemConversion>().Which;
}
