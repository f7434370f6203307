using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

public sealed class AdGemPostbackProviderTests
{
    private static readonly WebhookProvider<AdGemPostback> _provider = AdGemPostback.Provider;

    [Fact]
    public void Names_OfPostbacks_AreTheirOwn()
    {
        _provider.Name.Should().Be("adgem-postbacks");
        _provider.ConfigurationSection.Should().Be("AdGemPostbacks");
        _provider.DefaultPath.Should().Be("/webhooks/adgem-postbacks");
        _provider.Methods.Should().Equal("POST");
        AdGemPostback.Provider.Should().BeSameAs(_provider);
    }

    [Fact]
    public void Scheme_AsDocumented_SignsTheBodyAlone()
    {
        _provider.Scheme!.Header.Should().Be("Signature");
        _provider.Scheme.Format.Prefix.Should().BeEmpty();
        _provider.Scheme.SignedContent.Should().Equal(SignedPart.Body);
        _provider.Scheme.Timestamp.Should().BeNull();
        _provider.Sender.Should().Be(AdGemEvent.Provider.Sender, "nothing else is documented");
    }

    /// <summary>Computed with OpenSSL over AdGem's example, on one line and cut after the payout: 172 bytes.</summary>
    [Fact]
    public void Verify_ComputedExample_IsValid()
    {
        byte[] body = ProviderPayloads.AdGemPostbacks.Read("postback.short.json");
        var postbacks = new AdGemPostbackWebhooks("secret-key");

        body.Should().HaveCount(172);
        postbacks.Verify(body, "48c4802c61049c34799d17bd08f50a2503bc83b523f2457ae201643e11d7ba32").IsValid.Should().BeTrue();
        postbacks.Verify(JsonEdit.With(body, "data/amount", "151"), "48c4802c61049c34799d17bd08f50a2503bc83b523f2457ae201643e11d7ba32").Failure
            .Should().Be(SignatureFailure.SignatureMismatch);
    }

    [Fact]
    public void Parse_Postback_IsIdentifiedByItsSignedRequestId()
    {
        byte[] body = ProviderPayloads.AdGemPostbacks.Read("postback.json");

        WebhookParseResult<AdGemPostback> result = _provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

        result.Identity.Should().Be(DeliveryIdentity.FromSigned("01786456-b959-404a-baa7-05ef8a2e0290"));
        result.OccurredAt.Should().Be(DateTimeOffset.FromUnixTimeSeconds(1720727170));
        _provider.Parse(new WebhookPayload(JsonEdit.With(body, "data/amount", "7"), WebhookHeaders.Empty)).Identity
            .Should().Be(result.Identity, "the id alone counts");
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" \"")]
    [InlineData("null")]
    [InlineData("1.5")]
    public void Parse_PostbackWithoutAnId_IsMalformed(string id) =>
        _provider.Parse(new WebhookPayload(JsonEdit.With(ProviderPayloads.AdGemPostbacks.Read("postback.json"), "request_id", id), WebhookHeaders.Empty)).Reason
            .Should().Be(WebhookFailureReason.IdentityMissing);

    [Fact]
    public void Parse_OfferEvent_IsMalformed() =>
        _provider.Parse(new WebhookPayload(ProviderPayloads.AdGem.Read("offer.removed.json"), WebhookHeaders.Empty)).Reason
            .Should().Be(WebhookFailureReason.IdentityMissing, "it has no request_id");
}
