namespace Webhooks.Receiver.Tests;

/// <summary>The vector that the libraries of standardwebhooks.com test themselves with.</summary>
public sealed class StandardProviderTests : ForeignProviderTests<StandardEvent>
{
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    protected override string Secret => "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    protected override DateTimeOffset SignedAt => DateTimeOffset.FromUnixTimeSeconds(1614265330);

    protected override string ContentType => "application/json";

    protected override string Body => """{"test": 2432232314}""";

    protected override IReadOnlyList<(string Name, string Value)> Headers =>
        [("webhook-signature", Signature), ("webhook-id", Id), ("webhook-timestamp", "1614265330")];

    protected override DeliveryIdentity Identity => DeliveryIdentity.FromSigned(Id);

    [Fact]
    public void Read_SecretWithoutItsPrefix_IsTheSame() =>
        new WebhookReader<StandardEvent>(["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], new ManualTimeProvider(SignedAt)).Read(Request()).IsRead.Should().BeTrue();

    [Theory]
    [InlineData("v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= " + Signature)]
    [InlineData(Signature + " v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==")]
    [InlineData("  " + Signature + " ")]
    public void Read_SeveralSignatures_OneOfThemIsEnough(string signatures) => Read(Id, signatures).IsRead.Should().BeTrue();

    [Theory]
    [InlineData("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void Read_NoSignatureOfTheVersion_IsMalformed(string signature) =>
        Read(Id, signature).Failure.Should().Be(SignatureFailure.SignatureMalformed);

    [Fact]
    public void Read_AnotherId_IsRefused()
    {
        Read("msg_another", Signature).Failure.Should().Be(SignatureFailure.SignatureMismatch, "the id is signed");
        Read("", Signature).Failure.Should().Be(SignatureFailure.SignatureMissing);
    }

    [Theory]
    [InlineData(" " + Id)]
    [InlineData(Id + "\t ")]
    public void Read_SpacesAroundTheSignedId_ChangeNoKey(string id)
    {
        WebhookReadResult<StandardEvent> result = Read(id, Signature);

        result.IsRead.Should().BeTrue("they are not part of a header's value");
        result.Identity.Should().Be(Identity, "otherwise an attacker could replay it as a new event");
    }

    private protected override void ShouldBeTheEvent(StandardEvent e)
    {
        e.Id.Should().Be(Id);
        e.Json.GetProperty("test").GetInt64().Should().Be(2432232314);
    }

    private WebhookReadResult<StandardEvent> Read(string id, string signature) => Reader(SignedAt).Read(new WebhookRequest(
        "POST", "/",
        [
            KeyValuePair.Create("webhook-id", id), KeyValuePair.Create("webhook-timestamp", "1614265330"),
            KeyValuePair.Create("webhook-signature", signature),
        ],
        Sender.Utf8(Body)));
}
