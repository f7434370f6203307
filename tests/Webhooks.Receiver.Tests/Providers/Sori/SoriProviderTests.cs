using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

public sealed class SoriProviderTests
{
    private static readonly WebhookProvider<SoriEvent> _provider = SoriEvent.Provider;

    [Fact]
    public void Names_AsDocumented_AreSoris()
    {
        _provider.Name.Should().Be("sori");
        _provider.ConfigurationSection.Should().Be("Sori");
        _provider.DefaultPath.Should().Be("/webhooks/sori/{token}");
        _provider.Methods.Should().Equal("POST");
        _provider.MediaTypes.Should().BeSameAs(WebhookMediaTypes.Json);
        _provider.EventType.Should().Be<SoriEvent>();
        SoriEvent.Provider.Should().BeSameAs(_provider, "it is always the same object");
    }

    [Fact]
    public void Scheme_OfASenderThatDoesNotSign_IsNull() => _provider.Scheme.Should().BeNull();

    [Fact]
    public void Sender_AsDecided_HasTheseNumbers()
    {
        SenderBehavior sender = _provider.Sender;

        sender.Deadline.Should().Be(TimeSpan.FromSeconds(5));
        sender.LongestRetryWindow.Should().Be(TimeSpan.FromHours(24));
        sender.IsLongestRetryWindowDocumented.Should().BeFalse("it is not documented");
        sender.DefaultLease.Should().Be(TimeSpan.FromSeconds(3)).And.BeLessThanOrEqualTo(sender.ShortestRetryWindow / 2);
        sender.TreatsClientErrorsAsFinal.Should().BeFalse();
    }

    [Fact]
    public void Parse_AnyEvent_IsIdentifiedByItsBody()
    {
        foreach (byte[] body in ProviderPayloads.Sori.KnownBodies)
        {
            foreach (byte[] sent in new[] { body, JsonEdit.With(body, "event_type", "\"new\""), JsonEdit.With(body, "platform", "[]") })
            {
                WebhookParseResult<SoriEvent> result = _provider.Parse(new WebhookPayload(sent, WebhookHeaders.Empty));

                result.Identity.Should().Be(DeliveryIdentity.FromBody(sent));
                result.OccurredAt.Should().Be(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero));
                result.Attempt.Should().BeNull();
            }
        }
    }
}
