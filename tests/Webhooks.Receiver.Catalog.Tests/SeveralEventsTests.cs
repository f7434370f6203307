using System.Net;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>Deliveries with several events, over a socket.</summary>
public sealed class SeveralEventsTests
{
    [Fact]
    public async Task MapWebhook_SendGridEventsInOtherGroups_AreEachHandledOnce()
    {
        ProviderCase one = ProviderCases.Named("SendGrid");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        static string Event(int number) => $$"""{"event":"open","sg_event_id":"{{number}}","timestamp":1773424274}""";

        foreach (string body in (string[])[$"[{Event(1)},\r\n{Event(2)}]\r\n", $"[{Event(2)},{Event(3)},{Event(3)}]", $"[{Event(1)}]", "[]"])
        {
            (await app.StatusOfAsync(one.Message(body, 0))).Should().Be(HttpStatusCode.OK);
        }

        app.Handled.Select(handled => handled.Event.Id).Should().Equal("1", "2", "3");
        app.Handled.Select(handled => handled.Event.Json.GetRawText()).Should().Equal(Event(1), Event(2), Event(3));
    }

    [Fact]
    public async Task MapWebhook_HubSpotRetryWithAnotherAttemptNumber_IsTheSameEvent()
    {
        ProviderCase one = ProviderCases.Named("HubSpot");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        static string Event(int attempt, int objectId) =>
            $$"""[{"eventId":1,"subscriptionId":5,"portalId":6,"occurredAt":1773424274000,"subscriptionType":"contact.creation","attemptNumber":{{attempt}},"objectId":{{objectId}}}]""";

        await app.StatusOfAsync(one.Message(Event(0, 123), 0));
        await app.StatusOfAsync(one.Message(Event(1, 123), 0));
        await app.StatusOfAsync(one.Message(Event(0, 124), 0)); // HubSpot does not promise that event ids are unique

        app.Handled.Select(handled => handled.Event.Json.GetProperty("objectId").GetInt32()).Should().Equal(123, 124);
    }

    [Fact]
    public async Task MapWebhook_HubSpotWorkflowWithoutArray_IsOneEvent()
    {
        ProviderCase one = ProviderCases.Named("HubSpot");
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        (await app.StatusOfAsync(one.Message("""{"vid":5}""", 0))).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle().Which.Event.Json.GetProperty("vid").GetInt32().Should().Be(5);
    }

    [Theory]
    [InlineData("https://hooks.example.com/webhooks/hubspot?a=%2Fb%3A%40c&d=%20e%25", "https://hooks.example.com/webhooks/hubspot?a=/b:@c&d=%20e%25", true)]
    [InlineData("https://hooks.example.com/webhooks/hubspot?a=%2Fb%", "https://hooks.example.com/webhooks/hubspot?a=/b%", true)]
    [InlineData("https://hooks.example.com/webhooks/hubspot?a=%20", "https://hooks.example.com/webhooks/hubspot?a= ", false)]
    public void Verify_HubSpotUrl_HasTwelveEncodingsDecoded(string url, string signedUrl, bool expected)
    {
        ProviderCase one = ProviderCases.Named("HubSpot");
        var headers = WebhookHeaders.From(one.Sign(new Sending(one.Secret, "[]", ProviderCase.Now, "", signedUrl)));
        var verifier = new SignatureVerifier(one.Provider.Scheme!, [one.Secret], new ManualTimeProvider(ProviderCase.Now));

        verifier.Verify("[]"u8, SignatureHeaders.From(verifier.Scheme, headers, "POST", url)).IsValid.Should().Be(expected);
        verifier.Verify("[]"u8, SignatureHeaders.From(verifier.Scheme, headers, "PUT", url)).IsValid.Should().BeFalse();
    }

    [Fact]
    public async Task MapWebhook_MetaEntriesWithSeveralChanges_AreEachAnEventOfTheSameShape()
    {
        ProviderCase one = ProviderCases.Named("Meta");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        const string Body = """
            {"object":"instagram","entry":[
              {"id":"1","time":5,"changes":[{"field":"comments","value":{"id":"c"}},{"field":"messages","value":{"statuses":[{"id":"wamid.1","status":"read"}]}}]},
              {"id":"2","time":6,"messaging":[{"sender":{"id":"s"},"message":{"mid":"m_1"}},{"message":{"mid":"m_1","is_deleted":true}},{"read":{"mid":"m_1"}}]},
              {"id":"3","standby":[{"message":{"mid":"m_2"}}]}]}
            """;

        (await app.StatusOfAsync(one.Message(Body, 0))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(one.Message(Body, 0))).Should().Be(HttpStatusCode.OK);

        app.Handled.Select(handled => (handled.Event.Type, handled.Event.Id)).Should().Equal(
            ("comments", null), ("messages", "wamid.1"), ("messaging", "m_1"), ("messaging", "m_1"), ("messaging", null), ("standby", "m_2"));
        JsonElement.DeepEquals(app.Handled[2].Event.Json, JsonElement.Parse(
            """{"object":"instagram","entry":[{"id":"2","time":6,"messaging":[{"sender":{"id":"s"},"message":{"mid":"m_1"}}]}]}""")).Should().BeTrue();
        app.Handled.Select(handled => JsonElement.DeepEquals(JsonElement.Parse(handled.Body), handled.Event.Json)).Should().AllBeEquivalentTo(true);
    }

    [Fact]
    public async Task MapWebhook_WhatsAppStatusesThatDifferInTheirTimeOnly_AreEachHandledOnce()
    {
        ProviderCase one = ProviderCases.Named("Meta");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        static string Change(string status, int time) => $$$"""
            {"field":"messages","value":{"statuses":[{"id":"wamid.1","status":"{{{status}}}","timestamp":"{{{time}}}","recipient_id":"16505551234"}]}}
            """;
        string body = $$"""
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[
              {{Change("sent", 1)}},{{Change("delivered", 2)}},{{Change("delivered", 3)}},{{Change("read", 4)}},{{Change("read", 4)}}]}]}
            """;

        (await app.StatusOfAsync(one.Message(body, 0))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(one.Message(body, 0))).Should().Be(HttpStatusCode.OK);

        app.Handled.Select(handled => handled.Event.Json.GetProperty("entry")[0].GetProperty("changes")[0].GetProperty("value").GetProperty("statuses")[0].GetProperty("timestamp").GetString())
            .Should().Equal("1", "2", "3", "4");
    }

    [Fact]
    public async Task MapWebhook_MetaMessageSentAgainWithAnotherTime_IsTheSameEvent()
    {
        ProviderCase one = ProviderCases.Named("Meta");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        static string Status(int time, string status) =>
            $$$"""{"object":"whatsapp_business_account","entry":[{"id":"1","time":{{{time}}},"changes":[{"field":"messages","value":{"statuses":[{"id":"wamid.1","status":"{{{status}}}"}]}}]}]}""";

        await app.StatusOfAsync(one.Message(Status(1, "sent"), 0));
        await app.StatusOfAsync(one.Message(Status(2, "sent"), 0));
        await app.StatusOfAsync(one.Message(Status(2, "delivered"), 0));

        app.Handled.Should().HaveCount(2);
    }
}
