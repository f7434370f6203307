using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

/// <summary>The examples of AdGem's signature, computed by other implementations.</summary>
public sealed class AdGemWebhooksTests
{
    private const string RemovedMac = "ea308e52e08aab43b88be564517105164b1f4e694b3e7ac0d0f5778b9cbb78ff";

    private static readonly ProviderPayloads _payloads = ProviderPayloads.AdGem;

    [Theory]
    [InlineData("offer.removed.json", "secret-key", 103, RemovedMac)]
    [InlineData("player.banned.json", "adgem_player_secret", 194, "862fb460c036e398b7e204294b0c1254ca3e973659c515aa8fe18b043fdb0f6c")]
    [InlineData("postback-v3.no-event.json", "secret-key", 172, "48c4802c61049c34799d17bd08f50a2503bc83b523f2457ae201643e11d7ba32")]
    public void Verify_ComputedExample_IsAuthentic(string file, string secret, int length, string mac)
    {
        byte[] body = _payloads.Read(file);

        body.Should().HaveCount(length);
        new AdGemWebhooks(secret).Verify(body, mac).IsValid.Should().BeTrue();
        new AdGemWebhooks(secret).Verify(BodyPieces.Cut(body, 50, 60), mac.ToUpperInvariant()).IsValid.Should().BeTrue();
        new AdGemWebhooks(secret + "x").Verify(body, mac).Failure.Should().Be(SignatureFailure.SignatureMismatch);
        new AdGemWebhooks(secret).Verify([.. body, (byte)'\n'], mac).Failure.Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Read_OfferRemoved_HasTheEvent()
    {
        WebhookReadResult<AdGemEvent> result = Read("offer.removed.json", "secret-key", RemovedMac);

        result.Status.Should().Be(WebhookReadStatus.Read);
        result.Event.Should().BeOfType<AdGemOfferRemoved>().Which.Data.OfferId.Should().Be("123456789456123");
        result.Identity.Should().Be(DeliveryIdentity.FromBody(ProviderPayloads.AdGem.Read("offer.removed.json")));
    }

    [Fact]
    public void Read_PlayerBanned_HasTheEvent() =>
        Read("player.banned.json", "adgem_player_secret", "862fb460c036e398b7e204294b0c1254ca3e973659c515aa8fe18b043fdb0f6c")
            .Event.Should().BeOfType<AdGemPlayerBanned>().Which.Data.PlayerId.Should().Be("player123");

    [Fact]
    public void Read_PostbackV3_IsAuthenticAndMalformed() =>
        Read("postback-v3.no-event.json", "secret-key", "48c4802c61049c34799d17bd08f50a2503bc83b523f2457ae201643e11d7ba32")
            .Status.Should().Be(WebhookReadStatus.Malformed, "it has no type");

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public void Read_OtherMethod_IsNotAllowed(string method)
    {
        byte[] body = _payloads.Read("offer.removed.json");

        new AdGemWebhooks("secret-key").Read(new WebhookRequest(method, "/", [KeyValuePair.Create("Signature", RemovedMac)], body))
            .Status.Should().Be(WebhookReadStatus.MethodNotAllowed);
    }

    [Fact]
    public void Constructor_NoOrBlankSecret_Throws()
    {
        foreach (Func<AdGemWebhooks> make in new Func<AdGemWebhooks>[] { () => new(), () => new(""), () => new("good", " ") })
        {
            make.Should().Throw<ArgumentException>().WithParameterName("secrets");
        }
    }

    [Fact]
    public void Parse_BodyThatIsNoEvent_ThrowsWithoutQuotingIt()
    {
        Action parse = () => AdGemWebhooks.Parse("""{"c4nary":"""u8);

        parse.Should().Throw<FormatException>()
            .WithMessage("The body is no adgem event: not JSON, not an object, or without a type or an identity.")
            .Which.ToString().Should().NotContain("c4nary");
        AdGemWebhooks.TryParse("{}"u8, out AdGemEvent? e).Should().BeFalse();
        e.Should().BeNull();
    }

    private static WebhookReadResult<AdGemEvent> Read(string file, string secret, string mac) => new AdGemWebhooks(secret).Read(
        new WebhookRequest("POST", "/webhooks/adgem", [KeyValuePair.Create("signature", mac)], _payloads.Read(file)));
}
