namespace Webhooks.Receiver.Tests;

/// <summary>The MAC: <c>printf '1614265330.%s' "$body" | openssl dgst -sha256 -hmac whsec_test_secret</c>.</summary>
public sealed class StripeProviderTests : ForeignProviderTests<StripeEvent>
{
    private const string Mac = "afa2bec262a8244ca377bf0ee5b1e7ea15e4a48f15a0531f321fb89a6d7e8b2f";

    protected override string Secret => "whsec_test_secret";

    protected override DateTimeOffset SignedAt => DateTimeOffset.FromUnixTimeSeconds(1614265330);

    protected override string ContentType => "application/json; charset=utf-8";

    protected override string Body =>
        """{"id":"evt_1NG8Du2eZvKYlo2CUI79vXWy","object":"event","type":"charge.succeeded","data":{"object":{"id":"ch_1","amount":100}}}""";

    protected override IReadOnlyList<(string Name, string Value)> Headers => [("Stripe-Signature", $"t=1614265330,v1={Mac},v0={new string('0', 64)}")];

    protected override DeliveryIdentity Identity => DeliveryIdentity.FromSigned("evt_1NG8Du2eZvKYlo2CUI79vXWy");

    [Fact]
    public void Read_SeveralSignatures_OneOfThemIsEnough()
    {
        var request = new WebhookRequest(
            "POST", "/", [KeyValuePair.Create("stripe-signature", $"t=1614265330,v1={new string('0', 64)},v1={Mac}")], Sender.Utf8(Body));

        Reader(SignedAt).Read(request).IsRead.Should().BeTrue("a secret is being rotated");
    }

    [Fact]
    public void Read_OldVersionOfTheSignatureOnly_IsRefused()
    {
        var request = new WebhookRequest("POST", "/", [KeyValuePair.Create("Stripe-Signature", $"t=1614265330,v0={Mac}")], Sender.Utf8(Body));

        Reader(SignedAt).Read(request).Failure.Should().Be(SignatureFailure.SignatureMalformed);
    }

    private protected override void ShouldBeTheEvent(StripeEvent e)
    {
        e.Id.Should().Be("evt_1NG8Du2eZvKYlo2CUI79vXWy");
        e.Type.Should().Be("charge.succeeded");
        e.Subject.GetProperty("amount").GetInt32().Should().Be(100);
    }
}
