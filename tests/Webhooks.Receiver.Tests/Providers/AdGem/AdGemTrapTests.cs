using System.Security.Cryptography;
using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// What AdGem's page gets wrong, by the numbers of the list of traps. Two concern no receiver: A8 is what a handler does with an
/// event (do not credit a player), A13 what the sender makes of a 200 without a body.
/// </summary>
public sealed class AdGemTrapTests
{
    private static readonly WebhookEndpoint<AdGemEvent> _endpoint = ReceiverHarness.EndpointOf<AdGemEvent>("/webhooks/adgem");
    private static readonly byte[] _body = ProviderPayloads.AdGem.Read("offer.removed.json");
    private static readonly string _mac = Sender.Hex(Senders.AdGem.Mac(_body));
    private static readonly AdGemWebhooks _adGem = new(Senders.AdGem.Secret);

    [Fact]
    public void Parse_A1_TimesOfAllThreeSources_AreRead()
    {
        DateTimeOffset?[] times = [.. new[] { "\"2024-07-11T20:26:10.344522Z\"", "\"2024-01-01 00:00:00\"", "1720727170" }
            .Select(time => AdGemWebhooks.Parse(JsonEdit.With(_body, "timestamp", time)).Should().BeOfType<AdGemOfferRemoved>().Which.Timestamp)];

        times.Should().Equal(
            new DateTimeOffset(2024, 7, 11, 20, 26, 10, TimeSpan.Zero).AddTicks(3445220), new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
            DateTimeOffset.FromUnixTimeSeconds(1720727170));
    }

    [Theory]
    [InlineData("Signature")]
    [InlineData("signature")]
    [InlineData("SIGNATURE")]
    public void Read_A2_HeaderInAnyCase_IsFound(string name) =>
        _adGem.Read(new WebhookRequest("POST", "/", [KeyValuePair.Create(name, _mac)], _body)).IsRead.Should().BeTrue();

    [Fact]
    public void Verify_A3_ReserialisedJson_IsAnotherBody()
    {
        byte[] sent = ProviderPayloads.AdGem.Read("player.banned.json");
        byte[] reserialised = Sender.Utf8(
            """{"data":{"player_id":"player123","app_id":1,"ban_reason":"VPN/proxy use, café","created_at":"2025-01-01T00:00:00.000000Z"},"type":"player.banned","timestamp":"2025-01-01T00:00:00.000000Z"}""");
        var adGem = new AdGemWebhooks("adgem_player_secret");

        adGem.Verify(sent, "862fb460c036e398b7e204294b0c1254ca3e973659c515aa8fe18b043fdb0f6c").IsValid.Should().BeTrue();
        adGem.Verify(reserialised, "862fb460c036e398b7e204294b0c1254ca3e973659c515aa8fe18b043fdb0f6c").Failure
            .Should().Be(SignatureFailure.SignatureMismatch);
        adGem.Verify(reserialised, "67ff712e821865fe00a81869d98cef093e9cd719a45f7703bc7e434d3411d031").IsValid
            .Should().BeTrue("that is what the sample computes");
    }

    [Fact]
    public void Verify_A4_AbsentOrLiteralUndefined_IsRefused()
    {
        _adGem.Verify(_body, (string?)null).Failure.Should().Be(SignatureFailure.SignatureMissing, "nothing equals nothing in the sample");
        _adGem.Verify(_body, "").Failure.Should().Be(SignatureFailure.SignatureMissing);
        _adGem.Verify(_body, "undefined").Failure.Should().Be(SignatureFailure.SignatureMalformed);
    }

    [Fact]
    public void Verify_A5_HashOfBodyAndSecretTogether_IsNoHmac()
    {
        byte[] secret = Sender.Utf8(Senders.AdGem.Secret);

        foreach (byte[] hashed in new byte[][] { [.. _body, .. secret], [.. secret, .. _body], _body })
        {
            _adGem.Verify(_body, Sender.Hex(SHA256.HashData(hashed))).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        }

        _adGem.Verify(_body, _mac).IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("1234567894561234567")]
    [InlineData("18446744073709551617")]
    public void OfferId_A6_MoreDigitsThanADoubleHolds_IsExact(string digits)
    {
        foreach (string json in new[] { digits, $"\"{digits}\"" })
        {
            AdGemWebhooks.Parse(JsonEdit.With(_body, "data/offerId", json)).Should().BeOfType<AdGemOfferRemoved>().Which.Data.OfferId.Should().Be(digits);
        }
    }

    [Fact]
    public async Task Receive_A7_RetryWithTheSameBytes_IsTheSameEvent() => (await Outcomes(
        _body, _body, JsonEdit.With(_body, "timestamp", "\"2024-07-11T20:26:10.344523Z\""), JsonEdit.With(_body, "data/offerId", "\"1\"")))
        .Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Duplicate, WebhookOutcome.Processed, WebhookOutcome.Processed);

    [Fact]
    public async Task Receive_A7_AgeOfTheSignedTime_IsCheckedWhereItIsAskedFor()
    {
        await using var harness = Harness(("Webhooks:AdGem:MaxEventAge", "1.00:00:00"));
        WebhookReceiveResult Receive(string time) => harness.ReceiveAt<AdGemEvent>(
            _endpoint, new BufferedSource(Senders.AdGem.Request(JsonEdit.With(_body, "timestamp", time))), (_, _) => Task.CompletedTask)
            .AsTask().GetAwaiter().GetResult();

        Receive("\"2026-03-12 17:51:14\"").Outcome.Should().Be(WebhookOutcome.Processed);
        Receive("\"2026-03-12 17:51:13\"").SignatureFailure.Should().Be(SignatureFailure.TimestampOutsideTolerance);
        Receive("null").SignatureFailure.Should().Be(SignatureFailure.TimestampMissing);
    }

    [Fact]
    public async Task Read_A9_SurfacesWithSecretsOfTheirOwn_AreAListOrTwoEndpoints()
    {
        await using var harness = Harness(("Webhooks:AdGemPlayers:Secrets:0", "players"));
        var players = ReceiverHarness.EndpointOf<AdGemEvent>("/players", new WebhookEndpointOptions { OptionsName = "AdGemPlayers" });

        WebhookReceiveResult refused = await harness.ReceiveAt<AdGemEvent>(
            players, new BufferedSource(Senders.AdGem.Request(_body)), (_, _) => Task.CompletedTask);

        refused.SignatureFailure.Should().Be(SignatureFailure.SignatureMismatch, "that is the offers' secret");
        new AdGemWebhooks("players", Senders.AdGem.Secret).Verify(_body, _mac).IsValid.Should().BeTrue();
    }

    [Fact]
    public void Parse_A10_NumbersAsTextAndTheOtherNaming_AreRead()
    {
        byte[] body = JsonEdit.Adding(_body, "data", "\"appId\":\"2\",\"campaignId\":7,\"app_id\":3");

        AdGemOfferData data = AdGemWebhooks.Parse(body).Should().BeOfType<AdGemOfferRemoved>().Which.Data;

        (data.AppId, data.CampaignId).Should().Be(("2", "7"));
        data.ExtensionData!["app_id"].GetInt32().Should().Be(3, "it is another field, and kept");
    }

    [Fact]
    public async Task Receive_A11_OfferThatComesBackAndGoesAgain_IsHandledEachTime() => (await Outcomes(
        Offer("offer.created", 1), Offer("offer.removed", 2), Offer("offer.created", 3), Offer("offer.updated", 4), Offer("offer.removed", 5)))
        .Should().OnlyContain(outcome => outcome == WebhookOutcome.Processed);

    [Fact]
    public async Task Receive_A12_RefusedDelivery_DoesNotAffectTheAuthenticOne()
    {
        await using var harness = Harness();
        var forged = new WebhookRequest("POST", "/", [KeyValuePair.Create("Signature", new string('0', 64))], _body);

        for (int attempt = 0; attempt < 4; attempt++)
        {
            (await harness.ReceiveAt<AdGemEvent>(_endpoint, new BufferedSource(forged), (_, _) => Task.CompletedTask)).Outcome
                .Should().Be(WebhookOutcome.Unauthenticated);
        }

        (await harness.ReceiveAt<AdGemEvent>(_endpoint, new BufferedSource(Senders.AdGem.Request(_body)), (_, _) => Task.CompletedTask)).Outcome
            .Should().Be(WebhookOutcome.Processed);
    }

    private static byte[] Offer(string type, int second) =>
        JsonEdit.With(JsonEdit.With(_body, "type", $"\"{type}\""), "timestamp", $"\"2024-07-11T20:26:1{second}.000000Z\"");

    private static ReceiverHarness Harness(params (string Key, string Value)[] more)
    {
        Dictionary<string, string?> settings = new() { ["Webhooks:AdGem:Secrets:0"] = Senders.AdGem.Secret };
        foreach ((string key, string value) in more)
        {
            settings[key] = value;
        }

        return new ReceiverHarness(settings: settings);
    }

    private static async Task<List<WebhookOutcome>> Outcomes(params byte[][] bodies)
    {
        await using var harness = Harness();
        List<WebhookOutcome> outcomes = [];
        foreach (byte[] body in bodies)
        {
            WebhookReceiveResult result = await harness.ReceiveAt<AdGemEvent>(
                _endpoint, new BufferedSource(Senders.AdGem.Request(body)), (_, _) => Task.CompletedTask);
            outcomes.Add(result.Outcome);
        }

        return outcomes;
    }
}
