using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Testing.Tests;

public sealed class TestDeliveryTests
{
    [Fact]
    public void Event_OfASample_IsParsed() => new TestDelivery<CueEvent>(CueSamplePayloads.AdClick("evt_1")).Event
        .Should().BeOfType<CueAdClick>().Which.Id.Should().Be("evt_1");

    [Fact]
    public void Event_MadeByTheTest_IsThatOne()
    {
        var made = new CueUnknownEvent("ad.hologram") { Id = "evt_1", Json = default };

        var delivery = new TestDelivery<CueEvent>(made);

        delivery.Event.Should().BeSameAs(made);
        delivery.Context.Delivery.Body.Length.Should().Be(0);
        made.Identity.IsNone.Should().BeFalse();
        delivery.Context.Delivery.Key.Should().NotBe(
            new TestDelivery<CueEvent>(new CueUnknownEvent("ad.hologram") { Id = "evt_1", Json = default }).Context.Delivery.Key, "it is another event");
    }

    [Fact]
    public void Event_WithAnIdentity_KeepsIt()
    {
        CueEvent e = new TestDelivery<CueEvent>(CueSamplePayloads.AdClick("evt_1")).Event;

        var again = new TestDelivery<CueEvent>(e);

        e.Identity.Should().Be(DeliveryIdentity.FromSigned("evt_1"));
        again.Event.Identity.Should().Be(DeliveryIdentity.FromSigned("evt_1"));
        again.Context.Delivery.Key.Should().Be(new TestDelivery<CueEvent>(CueSamplePayloads.AdClick("evt_1")).Context.Delivery.Key);
    }

    [Theory]
    [InlineData("[c4nary]", "NotJson")]
    [InlineData("[]", "NotAnObject")]
    [InlineData("""{"data":{}}""", "TypeMissing")]
    [InlineData("""{"type":"c4nary","data":{}}""", "IdentityMissing")]
    public void Event_BodyWithout_ThrowsWithTheReasonAndQuotesNothing(string body, string reason)
    {
        var delivery = new TestDelivery<CueEvent>(System.Text.Encoding.UTF8.GetBytes(body));

        FluentActions.Invoking(() => delivery.Event).Should().Throw<FormatException>()
            .WithMessage($"The body has no event of the provider 'cue': {reason}.").Which.ToString().Should().NotContain("c4nary");
        FluentActions.Invoking(() => delivery.Context).Should().Throw<FormatException>();
    }

    [Fact]
    public void Event_HeaderThatContradictsTheBody_Throws()
    {
        var delivery = new TestDelivery<CueApiEvent>(CueApiSamplePayloads.Execution("1")) { Headers = [new("X-CueAPI-Execution-Id", "2")] };

        FluentActions.Invoking(() => delivery.Event).Should().Throw<FormatException>().WithMessage("*IdentityMismatch.");
    }

    [Fact]
    public void Event_PayloadTypeThatIsNotRegistered_SaysWhatToDo() =>
        FluentActions.Invoking(() => new TestDelivery<CueApiEvent<string>>(CueApiSamplePayloads.Execution()).Event)
            .Should().Throw<InvalidOperationException>().WithMessage("*AddCueApiPayload*");

    [Fact]
    public void Context_WithoutMore_HasDefaults()
    {
        DateTimeOffset before = TimeProvider.System.GetUtcNow();

        WebhookContext context = new TestDelivery<AdGemEvent>(AdGemSamplePayloads.OfferRemoved()).Context;

        context.CancellationToken.CanBeCanceled.Should().BeFalse();
        context.Services.GetService(typeof(TimeProvider)).Should().BeNull();
        (context.Delivery.Tenant, context.Delivery.Attempt, context.Delivery.SignedAt).Should().Be((null, null, null));
        context.Delivery.ReceivedAt.Should().BeOnOrAfter(before).And.BeOnOrBefore(TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public void Context_WithEverything_HasIt()
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 3, 13, 9, 0, 7, 250, TimeSpan.Zero));
        using var cancellation = new CancellationTokenSource();
        byte[] body = CueApiSamplePayloads.Execution("1", attempt: 3);
        var services = new ServicesOfOneClock(clock);

        var delivery = new TestDelivery<CueApiEvent>(body)
        {
            Endpoint = "cues",
            Tenant = "acme",
            ReceivedAt = clock.GetUtcNow(),
            Headers = [new("X-CueAPI-Attempt", "3"), new("User-Agent", "CueAPI/1.0")],
            Services = services,
            CancellationToken = cancellation.Token,
        };

        WebhookContext context = delivery.Context;
        context.Should().BeSameAs(delivery.Context);
        context.Services.Should().BeSameAs(services);
        context.CancellationToken.Should().Be(cancellation.Token);
        (context.Delivery.Provider, context.Delivery.Endpoint, context.Delivery.Tenant, context.Delivery.Attempt).Should().Be(("cueapi", "cues", "acme", 3));
        (context.Delivery.ReceivedAt, context.Delivery.SignedAt).Should().Be((clock.GetUtcNow(), new DateTimeOffset(2026, 3, 13, 9, 0, 7, TimeSpan.Zero)));
        context.Delivery.Body.ToArray().Should().Equal(body);
        var header = context.Delivery.Headers.Should().ContainSingle("the provider declares it").Subject;
        (header.Name, header.Value, header.IsSigned).Should().Be(("X-CueAPI-Attempt", "3", false));
    }

    [Fact]
    public void Constructor_NoEvent_Throws() =>
        FluentActions.Invoking(() => new TestDelivery<CueEvent>((CueEvent)null!)).Should().Throw<ArgumentNullException>();

    private sealed class ServicesOfOneClock(TimeProvider clock) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(TimeProvider) ? clock : null;
    }
}
