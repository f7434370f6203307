using System.Net;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>What identifies an event, and that it is the same event in the background.</summary>
public sealed class EventIdentityTests
{
    public static TheoryData<string> Names => ProviderCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Parse_WithTheHeadersThatTheInboxKeeps_IsTheSameEvent(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        using HttpRequestMessage message = one.Message(1);
        var all = WebhookHeaders.From(message.Headers.Concat(message.Content!.Headers).Select(header => KeyValuePair.Create(header.Key, string.Join(',', header.Value))));

        await app.StatusOfAsync(message);

        Handled handled = app.Handled.Should().ContainSingle().Subject;
        var kept = WebhookHeaders.From(handled.Headers.Select(header => KeyValuePair.Create(header.Name, header.Value)));
        (CatalogEvent? e, DeliveryIdentity identity) = one.Parse(handled.Body, kept);
        (e!.Type, e.Id, e.Json.GetRawText()).Should().Be((one.Type, one.Id(1), handled.Event.Json.GetRawText()));
        identity.Should().Be(one.Parse(handled.Body, all).Identity).And.Be(e.Identity).And.Be(handled.Event.Identity);
        identity.IsNone.Should().BeFalse();
    }

    [Theory]
    [InlineData("GitHub", "X-GitHub-Delivery")]
    [InlineData("Shopify", "X-Shopify-Webhook-Id")]
    [InlineData("Linear", "Linear-Delivery")]
    [InlineData("Zendesk", "X-Zendesk-Webhook-Invocation-Id")]
    public async Task MapWebhook_UnsignedIdLeftOutOrTwice_IsMalformed(string name, string header)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string body = name == "Zendesk" ? """{"id":"35436"}""" : one.Body(1, ""); // of a trigger
        using HttpRequestMessage without = one.Message(body, 1);
        without.Headers.Remove(header);
        without.Headers.Remove("X-Shopify-Event-Id");
        var twice = WebhookHeaders.From([KeyValuePair.Create(header, "one"), KeyValuePair.Create(header, "another")]);

        (await app.StatusOfAsync(without)).Should().Be(HttpStatusCode.BadRequest);
        one.Parse(System.Text.Encoding.UTF8.GetBytes(body), twice).Event.Should().BeNull();
        (await app.StatusOfAsync(one.Message(body, 1))).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle();
    }

    [Fact]
    public async Task MapWebhook_ZendeskEventWithoutItsId_HasNoSignedIdentity()
    {
        ProviderCase one = ProviderCases.Named("Zendesk");
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        await app.StatusOfAsync(one.Message("""{"type":"zen:event-type:ticket.created"}""", 1));

        app.Handled.Should().ContainSingle().Which.Authenticated.Should().NotHaveFlag(AuthenticatedParts.Identity);
    }

    [Theory]
    [InlineData("Digits=1+2&CallSid=CA1", "CallSid=C%411&Digits=1%202", true)]
    [InlineData("Digits=1+2&CallSid=CA1", "Digits=1+2&CallSid=CA2", false)]
    [InlineData("a=x&a=y&a=x", "a=y&a=x", true)]
    [InlineData("a=bc", "ab=c", true)]
    public void Parse_TwilioFormInOtherBytesWithTheSameSignature_IsTheSameEvent(string form, string other, bool expected)
    {
        ProviderCase one = ProviderCases.Named("Twilio");
        var headers = WebhookHeaders.From(ProviderCase.Pairs(("Content-Type", one.ContentType)));

        DeliveryIdentity identity = one.Parse(System.Text.Encoding.UTF8.GetBytes(form), headers).Identity;

        identity.IsAuthenticated.Should().BeFalse();
        (identity == one.Parse(System.Text.Encoding.UTF8.GetBytes(other), headers).Identity).Should().Be(expected);
    }

    [Fact]
    public async Task MapWebhook_SlackMenuThatAsksAgain_IsAnotherEvent()
    {
        ProviderCase one = ProviderCases.Named("Slack");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        const string Body = """{"type":"block_suggestion","value":"a"}""";

        await app.StatusOfAsync(one.Message(Body, 1));
        await app.StatusOfAsync(one.Message(Body, 1));
        await app.StatusOfAsync(one.Message(Body, 1, ProviderCase.Now.AddSeconds(1)));

        app.Handled.Should().HaveCount(2).And.OnlyContain(handled => handled.Authenticated.HasFlag(AuthenticatedParts.Identity));
    }

    [Theory]
    [InlineData("toObjectId")]
    [InlineData("fromObjectId")]
    [InlineData("associationType")]
    [InlineData("objectTypeId")]
    [InlineData("portalId")]
    [InlineData("subscriptionId")]
    [InlineData("subscriptionType")]
    [InlineData("objectId")]
    [InlineData("propertyName")]
    [InlineData("occurredAt")]
    [InlineData("messageId")]
    [InlineData("primaryObjectId")]
    [InlineData("newObjectId")]
    public void Parse_HubSpotEventsOfOneId_AreDifferentEvents(string member) =>
        IdentityOf("HubSpot", $$"""{"eventId":1,"{{member}}":"5"}""").Should().NotBe(IdentityOf("HubSpot", $$"""{"eventId":1,"{{member}}":"6"}"""));

    [Theory]
    [InlineData("recipient_id")]
    [InlineData("participant")]
    public void Parse_WhatsAppStatusesOfOneMessageForSeveralRecipients_AreDifferentEvents(string member)
    {
        string Status(int recipient) =>
            $$$"""{"entry":[{"changes":[{"field":"messages","value":{"statuses":[{"id":"w","status":"read","{{{member}}}":"{{{recipient}}}"}]}}]}]}""";

        IdentityOf("Meta", Status(1)).Should().NotBe(IdentityOf("Meta", Status(2))).And.Be(IdentityOf("Meta", Status(1)));
    }

    [Fact]
    public async Task MapWebhook_MetaTextThatIsHalfASurrogatePair_IsKept()
    {
        ProviderCase one = ProviderCases.Named("Meta");
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        (await app.StatusOfAsync(one.Message("""{"object":"page","x":"\ud800","entry":[{"id":"\udc00","changes":[{"field":"feed","value":"\ud800"}]}]}""", 1)))
            .Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle().Which.Event.Json.GetRawText().Should()
            .Be("""{"object":"page","x":"\ud800","entry":[{"id":"\udc00","changes":[{"field":"feed","value":"\ud800"}]}]}""");
    }

    private static DeliveryIdentity IdentityOf(string one, string json) =>
        ProviderCases.Named(one).Parse(System.Text.Encoding.UTF8.GetBytes(json), WebhookHeaders.From([])).Identity;
}
