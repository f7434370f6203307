using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

public sealed class SoriWebhooksTests
{
    private static readonly SoriWebhooks _sori = new(SoriDelivery.Token, "the-token-being-rotated-out");

    [Theory]
    [InlineData("/webhooks/sori/" + SoriDelivery.Token)]
    [InlineData("/webhooks/sori/the-token-being-rotated-out")]
    [InlineData("https://example.com/webhooks/sori/" + SoriDelivery.Token)]
    [InlineData("/webhooks/sori/" + SoriDelivery.Token + "?utm_source=/x")]
    [InlineData("/webhooks/sori/" + SoriDelivery.Token + "#/x")]
    public void Read_RightToken_IsRead(string url)
    {
        WebhookReadResult<SoriEvent> result = _sori.Read(SoriDelivery.Request(SoriDelivery.Click, url));

        result.Status.Should().Be(WebhookReadStatus.Read);
        result.Event.Should().BeOfType<SoriClick>().Which.IsAuthenticated.Should().BeFalse("a URL is no signature");
        result.Identity.Should().Be(DeliveryIdentity.FromBody(SoriDelivery.Click));
    }

    [Theory]
    [InlineData("/webhooks/sori/another-token-0123456789")]
    [InlineData("/webhooks/sori/C4NARY-URL-TOKEN-0123456789")]
    [InlineData("/webhooks/sori/c4nary-url-token-012345678")]
    [InlineData("/webhooks/sori/c4nary-url-token-01234567890")]
    [InlineData("/webhooks/sori/c4nary")]
    [InlineData("/webhooks/sori/")]
    [InlineData("/webhooks/sori/" + SoriDelivery.Token + "/")]
    [InlineData("/webhooks/sori?token=" + SoriDelivery.Token)]
    [InlineData("/webhooks/sori/x?/" + SoriDelivery.Token)]
    [InlineData("/webhooks/sori/x#/" + SoriDelivery.Token)]
    [InlineData("/webhooks/sori/%634nary-url-token-0123456789")]
    [InlineData("/webhooks/sori/c4nary%2Durl-token-0123456789")]
    [InlineData("/webhooks/sori/c4nary-url-tok\u00e9n-0123456789")]
    [InlineData("/webhooks/sori/\ud800")]
    [InlineData("/webhooks/sori/c4nary-url-token-0123456789 ")]
    [InlineData("/webhooks/sori/c4nary-url-token-0123456789,the-token-being-rotated-out")]
    [InlineData("")]
    public void Read_WrongMissingShortOrEncodedToken_IsRefused(string url)
    {
        WebhookReadResult<SoriEvent> result = _sori.Read(SoriDelivery.Request(SoriDelivery.Click, url));

        result.Status.Should().Be(WebhookReadStatus.Unauthenticated);
        result.Failure.Should().Be(SignatureFailure.UrlTokenMismatch);
        result.Event.Should().BeNull();
        result.ToString().Should().Be("Unauthenticated: UrlTokenMismatch");
    }

    [Theory]
    [InlineData(16)]
    [InlineData(512)]
    public void Read_ShortestOrLongestToken_IsRead(int length)
    {
        string token = new('x', length);

        new SoriWebhooks(token).Read(SoriDelivery.Request(SoriDelivery.Click, "/" + token)).IsRead.Should().BeTrue();
    }

    [Fact]
    public void Read_TokenThatIsListedTwice_IsRead() =>
        new SoriWebhooks(SoriDelivery.Token, SoriDelivery.Token).Read(SoriDelivery.Request(SoriDelivery.Click)).IsRead.Should().BeTrue();

    [Fact]
    public void Read_TokenOfAnyLength_IsRefusedInsteadOfThrowing()
    {
        foreach (int length in new[] { 511, 512, 513, 2000, 100_000 })
        {
            _sori.Read(SoriDelivery.Request(SoriDelivery.Click, "/" + new string('\u20ac', length))).Failure
                .Should().Be(SignatureFailure.UrlTokenMismatch);
        }
    }

    [Fact]
    public void Read_MalformedBodyAtAWrongToken_IsRefusedUnread() =>
        _sori.Read(SoriDelivery.Request("not JSON"u8.ToArray(), "/x")).Failure.Should().Be(SignatureFailure.UrlTokenMismatch);

    [Fact]
    public void Read_MalformedBodyAtTheRightToken_IsMalformed() =>
        _sori.Read(SoriDelivery.Request("[]"u8.ToArray())).Status.Should().Be(WebhookReadStatus.Malformed);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("c4nary")]
    [InlineData("c4nary-15-chars")]
    [InlineData("c4nary/url/token/0123456789")]
    [InlineData("c4nary url token 0123456789")]
    [InlineData("c4nary%20url-token-012345")]
    [InlineData("c4nary-url-tok\u00e9n-0123456789")]
    [InlineData("c4nary-url-token?-0123456789")]
    [InlineData(null)]
    public void Constructor_TokenThatIsNotUsable_ThrowsWithoutQuotingIt(string? token)
    {
        Action make = () => _ = new SoriWebhooks(SoriDelivery.Token, token!);

        make.Should().Throw<ArgumentException>()
            .WithMessage("The URL token at index 1 does not have 16 to 512 characters, all of them letters, digits or -._~. (Parameter 'tokens')")
            .Which.ToString().Should().NotContain("c4nary");
    }

    [Fact]
    public void Constructor_NoOrTooLongToken_Throws()
    {
        Action none = () => _ = new SoriWebhooks();
        Action noList = () => _ = new SoriWebhooks(null!);
        Action tooLong = () => _ = new SoriWebhooks(new string('x', 513));
        Action longest = () => _ = new SoriWebhooks(new string('x', 512), "sixteen-chars-16");

        none.Should().Throw<ArgumentException>().WithMessage("No URL token is given.*");
        noList.Should().Throw<ArgumentNullException>().WithParameterName("tokens");
        tooLong.Should().Throw<ArgumentException>();
        longest.Should().NotThrow();
    }

    [Fact]
    public void ToString_OfAnything_HidesTheToken()
    {
        _sori.ToString().Should().NotContain(SoriDelivery.Token);
        _sori.Read(SoriDelivery.Request(SoriDelivery.Click)).ToString().Should().Be("Read");
        SoriDelivery.Request(SoriDelivery.Click).ToString().Should().NotContain(SoriDelivery.Token);
    }

    [Fact]
    public void SignedReader_OfASenderThatDoesNotSign_ThrowsInsteadOfVerifyingNothing()
    {
        Func<SignedWebhookReader<SoriEvent>> create = () => new SignedWebhookReader<SoriEvent>([SoriDelivery.Token]);

        create.Should().Throw<InvalidOperationException>().WithMessage("Provider 'sori' does not sign, so its bodies cannot be verified.");
    }
}
