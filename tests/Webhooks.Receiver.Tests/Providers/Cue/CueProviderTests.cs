using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class CueProviderTests
{
    private static readonly WebhookProvider<CueEvent> _provider = CueEvent.Provider;

    [Fact]
    public void Names_AsDocumented_AreCues()
    {
        _provider.Name.Should().Be("cue");
        _provider.ConfigurationSection.Should().Be("Cue");
        _provider.DefaultPath.Should().Be("/webhooks/cue");
        _provider.Methods.Should().Equal("POST");
        _provider.MediaTypes.Should().BeSameAs(WebhookMediaTypes.Json);
        _provider.EventType.Should().Be<CueEvent>();
        CueEvent.Provider.Should().BeSameAs(_provider, "it is always the same object");
    }

    [Fact]
    public void Scheme_AsDocumented_SignsTheBodyAlone()
    {
        SignatureScheme scheme = _provider.Scheme!;

        scheme.Header.Should().Be("cue-signature");
        scheme.Format.Prefix.Should().Be("sha256=");
        scheme.Format.IsPrefixOptional.Should().BeTrue();
        scheme.Format.Separator.Should().BeNull();
        scheme.Encoding.Should().Be(SignatureEncoding.Hex);
        scheme.SecretEncoding.Should().BeSameAs(SecretEncoding.Utf8);
        scheme.SignedContent.Should().Equal(SignedPart.Body);
        scheme.Timestamp.Should().BeNull();
        scheme.IdHeader.Should().BeNull();
        _provider.Scheme.Should().BeSameAs(scheme);
    }

    [Fact]
    public void Sender_AsDocumented_HasTheseNumbers()
    {
        SenderBehavior sender = _provider.Sender;

        sender.Deadline.Should().Be(TimeSpan.FromSeconds(10));
        sender.LongestRetryWindow.Should().Be(TimeSpan.FromMinutes(7));
        sender.DefaultLease.Should().Be(TimeSpan.FromSeconds(30));
        sender.TreatsClientErrorsAsFinal.Should().BeFalse("every status but 2xx is retried");
    }

    [Fact]
    public void Sender_C11_FiveRetriesOrFiveAttempts_AreBothWithinTheWindows()
    {
        int[] waits = [1, 4, 16, 64, 256];
        SenderBehavior sender = _provider.Sender;

        sender.LongestRetryWindow.Should().BeGreaterThan(
            TimeSpan.FromSeconds(waits.Sum()) + (sender.Deadline * (waits.Length + 1)), "all five may be retries");
        sender.ShortestRetryWindow.Should().BeLessThanOrEqualTo(
            TimeSpan.FromSeconds(waits.SkipLast(1).Sum()), "the first attempt may be one of the five");
        sender.DefaultLease.Should().BeLessThanOrEqualTo(sender.ShortestRetryWindow / 2, "a retry has to find a crashed claim gone");
    }

    [Fact]
    public void Parse_KnownEvent_IsIdentifiedByItsSignedId()
    {
        WebhookParseResult<CueEvent> result = _provider.Parse(new WebhookPayload(CuePayloads.AdClick, WebhookHeaders.Empty));

        result.IsParsed.Should().BeTrue();
        result.Identity.Should().Be(DeliveryIdentity.FromSigned("evt_1234567891"));
        result.Identity.IsAuthenticated.Should().BeTrue();
        result.OccurredAt.Should().Be(new DateTimeOffset(2024, 1, 15, 10, 35, 0, TimeSpan.Zero));
        result.Attempt.Should().BeNull("Cue does not say");
    }

    [Fact]
    public void Parse_UnknownEvent_IsIdentifiedLikeAnyOther()
    {
        byte[] unknown = JsonEdit.With(CuePayloads.AdClick, "type", "\"ad.hologram\"");
        byte[] unreadable = JsonEdit.With(CuePayloads.AdClick, "data", "7");

        foreach (byte[] body in new[] { unknown, unreadable })
        {
            WebhookParseResult<CueEvent> result = _provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty));

            result.Event.Should().BeOfType<CueUnknownEvent>();
            result.Identity.Should().Be(DeliveryIdentity.FromSigned("evt_1234567891"));
            result.OccurredAt.Should().Be(new DateTimeOffset(2024, 1, 15, 10, 35, 0, TimeSpan.Zero));
        }
    }

    [Fact]
    public void Parse_HeadersOfAnyKind_ChangeNothing()
    {
        var headers = WebhookHeaders.From(
            [KeyValuePair.Create("X-Event-Id", "evt_9"), KeyValuePair.Create("id", "evt_9"), KeyValuePair.Create("webhook-id", "evt_9")]);

        _provider.Parse(new WebhookPayload(CuePayloads.AdClick, headers))
            .Should().Be(_provider.Parse(new WebhookPayload(CuePayloads.AdClick, WebhookHeaders.Empty)));
    }
}
