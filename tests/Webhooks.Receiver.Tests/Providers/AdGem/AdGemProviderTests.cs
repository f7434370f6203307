using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Tests;

public sealed class AdGemProviderTests
{
    private static readonly WebhookProvider<AdGemEvent> _provider = AdGemEvent.Provider;

    [Fact]
    public void Names_AsDocumented_AreAdGems()
    {
        _provider.Name.Should().Be("adgem");
        _provider.ConfigurationSection.Should().Be("AdGem");
        _provider.DefaultPath.Should().Be("/webhooks/adgem");
        _provider.Methods.Should().Equal("POST");
        _provider.MediaTypes.Should().BeSameAs(WebhookMediaTypes.Json);
        _provider.EventType.Should().Be<AdGemEvent>();
        AdGemEvent.Provider.Should().BeSameAs(_provider, "it is always the same object");
    }

    [Fact]
    public void Scheme_AsDocumented_SignsTheBodyAlone()
    {
        SignatureScheme scheme = _provider.Scheme!;

        scheme.Header.Should().Be("Signature");
        scheme.Format.Prefix.Should().BeEmpty();
        scheme.Format.Separator.Should().BeNull();
        scheme.Encoding.Should().Be(SignatureEncoding.Hex);
        scheme.SecretEncoding.Should().BeSameAs(SecretEncoding.Utf8);
        scheme.SignedContent.Should().Equal(SignedPart.Body);
        scheme.Timestamp.Should().BeNull();
        scheme.IdHeader.Should().BeNull();
        _provider.Scheme.Should().BeSameAs(scheme);
    }

    [Fact]
    public void Sender_AsDecided_HasTheseNumbers()
    {
        SenderBehavior sender = _provider.Sender;

        sender.Deadline.Should().Be(TimeSpan.FromSeconds(3));
        sender.LongestRetryWindow.Should().Be(TimeSpan.FromHours(24));
        sender.IsLongestRetryWindowDocumented.Should().BeFalse("it is not documented");
        sender.ShortestRetryWindow.Should().Be(TimeSpan.FromSeconds(1 + 2 + 4));
        sender.DefaultLease.Should().Be(TimeSpan.FromSeconds(3)).And.BeLessThanOrEqualTo(sender.ShortestRetryWindow / 2);
        sender.TreatsClientErrorsAsFinal.Should().BeFalse();
    }

    [Fact]
    public void Parse_AnyEvent_IsIdentifiedByItsBody()
    {
        foreach (byte[] body in ProviderPayloads.AdGem.KnownBodies)
        {
            WebhookParseResult<AdGemEvent> result = _provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

            result.Identity.Should().Be(DeliveryIdentity.FromBody(body));
            result.Identity.IsAuthenticated.Should().BeTrue();
            result.OccurredAt.Should().NotBeNull().And.Be(result.Event!.Timestamp);
            result.Attempt.Should().BeNull("AdGem does not say");
        }
    }

    [Fact]
    public void Parse_PostbackOfAnotherSurface_IsMalformed()
    {
        byte[] body = ProviderPayloads.AdGem.Read("postback-v3.no-event.json");

        _provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)).Status.Should().Be(WebhookParseStatus.Malformed, "it has no type");
    }
}
