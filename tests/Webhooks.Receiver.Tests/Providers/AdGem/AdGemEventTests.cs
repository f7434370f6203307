using System.Globalization;
using System.Text.Json;
using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

/// <summary>AdGem's published payloads, field by field.</summary>
public sealed class AdGemEventTests
{
    private static readonly ProviderPayloads _payloads = ProviderPayloads.AdGem;

    [Fact]
    public void Parse_OfferRemoved_HasEveryField()
    {
        AdGemOfferRemoved e = Parse<AdGemOfferRemoved>("offer.removed.json");

        e.Type.Should().Be("offer.removed");
        e.Timestamp!.Value.EqualsExact(new DateTimeOffset(2024, 7, 11, 20, 26, 10, TimeSpan.Zero).AddTicks(3445220)).Should().BeTrue();
        e.Data.OfferId.Should().Be("123456789456123");
        e.Data.AppId.Should().BeNull("the schema has it, the sample has not");
        e.Data.CampaignId.Should().BeNull();
    }

    [Fact]
    public void Parse_OfferUpdated_HasEveryField()
    {
        AdGemOfferUpdated e = Parse<AdGemOfferUpdated>("offer.updated.json");

        e.Type.Should().Be("offer.updated");
        e.Timestamp!.Value.EqualsExact(new DateTimeOffset(2024, 7, 11, 20, 26, 10, TimeSpan.Zero).AddTicks(3445220)).Should().BeTrue();
        e.Data.OfferId.Should().Be("1234567894561234567");
        e.Data.AppId.Should().Be("1");
        e.Data.CampaignId.Should().Be("1");
    }

    [Fact]
    public void Parse_OfferCreated_HasEveryFieldAndATimeLikeADatabases()
    {
        AdGemOfferCreated e = Parse<AdGemOfferCreated>("offer.created.json");

        e.Type.Should().Be("offer.created");
        e.Timestamp!.Value.EqualsExact(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)).Should().BeTrue();
        e.Data.OfferId.Should().Be("1234567894561234567");
        e.Data.AppId.Should().Be("1");
        e.Data.CampaignId.Should().Be("1");
    }

    [Fact]
    public void Parse_PlayerBanned_HasEveryField()
    {
        AdGemPlayerBanned e = Parse<AdGemPlayerBanned>("player.banned.json");

        e.Type.Should().Be("player.banned");
        ShouldBePlayer(e, e.Data, "VPN/proxy use, café");
    }

    [Fact]
    public void Parse_PlayerUnbanned_HasEveryField()
    {
        AdGemPlayerUnbanned e = Parse<AdGemPlayerUnbanned>("player.unbanned.json");

        e.Type.Should().Be("player.unbanned");
        ShouldBePlayer(e, e.Data, "removed player ban");
    }

    [Theory]
    [InlineData("player.banned.json", "player.suspended", "VPN/proxy use, café")]
    [InlineData("player.unbanned.json", "player.forgiven", "removed player ban")]
    public void Parse_UnlistedPlayerEvent_IsUnknownWithEverythingKept(string file, string type, string reason)
    {
        AdGemUnknownEvent e = AdGemWebhooks.Parse(JsonEdit.With(_payloads.Read(file), "type", $"\"{type}\""))
            .Should().BeOfType<AdGemUnknownEvent>().Which;

        e.Type.Should().Be(type);
        e.ReadError.Should().BeNull();
        e.Timestamp!.Value.EqualsExact(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)).Should().BeTrue();
        e.Data.GetProperty("player_id").GetString().Should().Be("player123");
        e.Data.GetProperty("app_id").GetInt32().Should().Be(1);
        e.Data.GetProperty("ban_reason").GetString().Should().Be(reason);
        e.Data.GetProperty("created_at").GetString().Should().Be("2025-01-01T00:00:00.000000Z");
        e.Json.GetProperty("type").GetString().Should().Be(type);
    }

    [Fact]
    public void Data_OfAnUnknownEventWithoutAny_IsUndefined()
    {
        AdGemUnknownEvent e = AdGemWebhooks.Parse("""{"type":"offer.paused","timestamp":[]}"""u8).Should().BeOfType<AdGemUnknownEvent>().Which;

        e.Data.ValueKind.Should().Be(JsonValueKind.Undefined);
        e.Timestamp.Should().BeNull();
    }

    [Theory]
    [InlineData("\"2024-07-11T20:26:10Z\"", "2024-07-11T20:26:10+00:00")]
    [InlineData("\"2024-07-11T20:26:10\"", "2024-07-11T20:26:10+00:00")]
    [InlineData("\"2024-07-11t20:26:10.5z\"", "2024-07-11T20:26:10.5+00:00")]
    [InlineData("\"2024-07-11T20:26:10.123456789Z\"", "2024-07-11T20:26:10.1234567+00:00")]
    [InlineData("\"2024-07-11T20:26:10-0500\"", "2024-07-11T20:26:10-05:00")]
    [InlineData("\"2024-07-11 20:26:10\"", "2024-07-11T20:26:10+00:00")]
    [InlineData("\"2024-07-11 20:26:10.25\"", "2024-07-11T20:26:10.25+00:00")]
    [InlineData("\"2024-07-11 20:26:10+03:00\"", "2024-07-11T20:26:10+03:00")]
    [InlineData("1720727170", "2024-07-11T19:46:10+00:00")]
    [InlineData("\"1720727170\"", "2024-07-11T19:46:10+00:00")]
    [InlineData("\"\\u0031720727170\"", "2024-07-11T19:46:10+00:00")]
    [InlineData("0", "1970-01-01T00:00:00+00:00")]
    public void Timestamp_AnyFormOfTheSources_IsRead(string json, string expected)
    {
        var instant = DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture);
        foreach (string type in new[] { "offer.removed", "offer.paused" })
        {
            byte[] body = JsonEdit.With(JsonEdit.With(_payloads.Read("offer.removed.json"), "timestamp", json), "type", $"\"{type}\"");

            WebhookParseResult<AdGemEvent> result = AdGemEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

            result.Event!.Type.Should().Be(type);
            (result.Event is AdGemUnknownEvent).Should().Be(type == "offer.paused");
            result.Event.Timestamp!.Value.EqualsExact(instant).Should().BeTrue("{0} was read as {1:O}", json, result.Event.Timestamp);
            result.OccurredAt.Should().Be(instant);
        }
    }

    [Theory]
    [InlineData("\"1720727170.5.5\"")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("1720727170000000")]
    [InlineData("253402300800")]
    [InlineData("\"2024-07\"")]
    [InlineData("\"07/11/2024 20:26:10\"")]
    [InlineData("\"2024-02-30 00:00:00\"")]
    [InlineData("\"\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("true")]
    public void Timestamp_AnyOtherForm_IsNullAndKept(string json)
    {
        byte[] body = JsonEdit.With(_payloads.Read("offer.removed.json"), "timestamp", json);

        AdGemOfferRemoved e = AdGemWebhooks.Parse(body).Should().BeOfType<AdGemOfferRemoved>().Which;

        e.Timestamp.Should().BeNull();
        e.Data.OfferId.Should().Be("123456789456123");
        e.ExtensionData!["timestamp"].GetRawText().Should().Be(json);
    }

    private static void ShouldBePlayer(AdGemEvent e, AdGemPlayerData data, string reason)
    {
        var published = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

        e.Timestamp!.Value.EqualsExact(published).Should().BeTrue();
        data.PlayerId.Should().Be("player123");
        data.AppId.Should().Be("1");
        data.BanReason.Should().Be(reason);
        data.CreatedAt!.Value.EqualsExact(published).Should().BeTrue();
    }

    private static T Parse<T>(string file)
        where T : AdGemEvent => AdGemWebhooks.Parse(_payloads.Read(file)).Should().BeOfType<T>().Which;
}
