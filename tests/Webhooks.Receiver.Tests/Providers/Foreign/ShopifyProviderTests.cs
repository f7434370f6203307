namespace Webhooks.Receiver.Tests;

/// <summary>The MAC: <c>printf '%s' "$body" | openssl dgst -sha256 -hmac hush -binary | base64</c>.</summary>
public sealed class ShopifyProviderTests : ForeignProviderTests<ShopifyEvent>
{
    protected override string Secret => "hush";

    protected override DateTimeOffset SignedAt => new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected override string ContentType => "application/json";

    protected override string Body => """{"id":820982911946154508,"email":"jon@example.com"}""";

    protected override IReadOnlyList<(string Name, string Value)> Headers =>
        [("X-Shopify-Hmac-Sha256", "D0UMXmhjwBRi4y66TmhJrDlhQABD7zI2fm3p6/QLMo8="), ("X-Shopify-Topic", "customers/create")];

    protected override DeliveryIdentity Identity => DeliveryIdentity.FromBody(Sender.Utf8(Body));

    private protected override void ShouldBeTheEvent(ShopifyEvent e)
    {
        e.Topic.Should().Be("customers/create");
        e.Json.GetProperty("id").GetRawText().Should().Be("820982911946154508");
    }
}
