using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.AspNetCore.Tests;

/// <summary>Issue 9.20: a handler of a minimal API is a method that a test can call, with a <see cref="Webhook{TEvent}"/> of its own.</summary>
public sealed class HandlerTests_9_20
{
    [Fact]
    public void Handler_OfAMinimalApi_CanBeCalled()
    {
        var delivery = new TestDelivery<CueEvent>(CueSamplePayloads.AdClick()) { Tenant = "acme" };
        var webhook = new Webhook<CueEvent>(delivery.Event, delivery.Context);

        Handle(webhook).Should().BeOfType<Ok<string>>().Which.Value.Should().Be("acme: click-xyz");
        (webhook.Event, webhook.Context, webhook.Delivery).Should().Be((delivery.Event, delivery.Context, delivery.Context.Delivery));
    }

    private static IResult Handle(Webhook<CueEvent> webhook) => webhook.Event is CueAdClick click
        ? TypedResults.Ok($"{webhook.Delivery.Tenant}: {click.Data.ClickId}")
        : TypedResults.NoContent();
}
