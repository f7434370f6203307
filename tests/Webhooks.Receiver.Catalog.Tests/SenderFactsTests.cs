using System.Net;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>What only one sender does.</summary>
public sealed class SenderFactsTests
{
    [Theory]
    [InlineData("payload=%7B%22type%22%3A%22block_actions%22%2C%22trigger_id%22%3A%221.2%22%7D", "block_actions", """{"type":"block_actions","trigger_id":"1.2"}""")]
    [InlineData("command=%2Fweather&text=94070+now&x=1&x=%C3%A9", "/weather", """{"command":"/weather","text":"94070 now","x":["1","\u00E9"]}""")]
    [InlineData("payload=not+json&command=%2Fa", "/a", """{"payload":"not json","command":"/a"}""")]
    public async Task MapWebhook_FormOfSlack_HasItsFieldsOrItsPayloadAsJson(string body, string type, string json)
    {
        ProviderCase one = ProviderCases.Named("Slack");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        using HttpRequestMessage message = one.Message(body, 1);
        message.Content!.Headers.ContentType = new("application/x-www-form-urlencoded");

        (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.OK);

        CatalogEvent e = app.Handled.Should().ContainSingle().Subject.Event;
        e.Type.Should().Be(type);
        e.Id.Should().BeNull();
        JsonElement.DeepEquals(e.Json, JsonElement.Parse(json)).Should().BeTrue(e.Json.GetRawText());
    }

    [Fact]
    public async Task MapWebhook_ContentTypeThatSomebodyChanged_DoesNotChangeHowTheBodyIsRead()
    {
        ProviderCase one = ProviderCases.Named("GitHub");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        using HttpRequestMessage message = one.Message(1);
        message.Content!.Headers.ContentType = new("application/x-www-form-urlencoded");

        (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle().Which.Event.Json.GetProperty("action").GetString().Should().Be("opened");
    }

    [Fact]
    public async Task MapWebhook_ShopifyTopicsOfOneEvent_AreDifferentEvents()
    {
        ProviderCase one = ProviderCases.Named("Shopify");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        using HttpRequestMessage other = one.Message(1);
        other.Headers.Remove("X-Shopify-Topic");
        other.Headers.Add("X-Shopify-Topic", "orders/paid");

        await app.StatusOfAsync(one.Message(1));
        await app.StatusOfAsync(other);

        app.Handled.Select(handled => handled.Event.Type).Should().Equal("orders/create", "orders/paid");
    }

    [Fact]
    public async Task MapWebhook_ShopifyDeliveriesOfOneEventToTwoSubscriptions_AreEachHandledOnce()
    {
        ProviderCase one = ProviderCases.Named("Shopify");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string body = one.Body(1, "");
        HttpRequestMessage Delivery(string webhookId) => one.ToMessage(
            body, [.. one.Sign(new Sending(one.Secret, body, ProviderCase.Now, "", one.Url)), .. ProviderCase.Pairs(("X-Shopify-Topic", "orders/create"), ("X-Shopify-Event-Id", "98880550"), ("X-Shopify-Webhook-Id", webhookId))], one.Provider.DefaultPath);

        foreach (string webhookId in (string[])["b54557e4", "c65668f5", "b54557e4", "c65668f5"])
        {
            (await app.StatusOfAsync(Delivery(webhookId))).Should().Be(HttpStatusCode.OK);
        }

        app.Handled.Select(handled => handled.Event.Id).Should().Equal("b54557e4", "c65668f5");
    }

    [Fact]
    public async Task MapWebhook_ShopifyEventsDelivery_IsReadFromItsOwnHeaders()
    {
        ProviderCase one = ProviderCases.Named("Shopify");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        const string Body = """{"topic":"Product","action":"update","handle":"titles"}""";
        string signature = new Sending(one.Secret, Body, ProviderCase.Now, "", one.Url).Base64(Body);
        HttpRequestMessage Delivery(string body) => one.ToMessage(
            body, ProviderCase.Pairs(("Shopify-Hmac-Sha256", signature), ("Shopify-Topic", "Product"), ("Shopify-Webhook-Id", "b54557e4")), one.Provider.DefaultPath);

        (await app.StatusOfAsync(Delivery(Body + " "))).Should().Be(HttpStatusCode.Unauthorized);
        (await app.StatusOfAsync(Delivery(Body))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(Delivery(Body))).Should().Be(HttpStatusCode.OK);

        CatalogEvent e = app.Handled.Should().ContainSingle("the second one is a retry").Subject.Event;
        (e.Type, e.Id).Should().Be(("Product", "b54557e4"));
    }

    [Fact]
    public async Task MapWebhook_ShopifyDeliveryWithoutWebhookId_IsIdentifiedByItsEvent()
    {
        ProviderCase one = ProviderCases.Named("Shopify");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        HttpRequestMessage[] messages = [one.Message(1), one.Message(1)];

        foreach (HttpRequestMessage message in messages)
        {
            message.Headers.Remove("X-Shopify-Webhook-Id");
            (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.OK);
        }

        app.Handled.Should().ContainSingle().Which.Event.Id.Should().Be("98880550");
    }

    [Fact]
    public async Task MapWebhook_ZendeskTriggersOfOneTicket_AreDifferentEvents()
    {
        ProviderCase one = ProviderCases.Named("Zendesk");
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        await app.StatusOfAsync(one.Message("""{"id":"35436","status":"open"}""", 1));
        await app.StatusOfAsync(one.Message("""{"id":"35436","status":"open"}""", 2)); // another invocation
        await app.StatusOfAsync(one.Message("""{"id":"35436","status":"open"}""", 2));

        app.Handled.Select(handled => handled.Event.Id).Should().Equal("01F1", "01F2");
        app.Handled.Should().OnlyContain(handled => !handled.Authenticated.HasFlag(AuthenticatedParts.Identity));
    }

    [Fact]
    public async Task MapWebhook_TwitchMessageWithoutEvent_IsARevocationWhateverTheHeaderSays()
    {
        ProviderCase one = ProviderCases.Named("Twitch");
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        await app.StatusOfAsync(one.Message("""{"subscription":{"type":"stream.online","status":"authorization_revoked"}}""", 1)); // header: notification

        app.Handled.Should().ContainSingle().Which.Event.Type.Should().Be("revocation");
    }

    [Fact]
    public async Task MapWebhook_TwilioFormWithAFieldPayload_KeepsAllItsFields()
    {
        ProviderCase one = ProviderCases.Named("Twilio");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        const string Body = "CallSid=CA1&From=%2B14158675309&payload=%7B%22x%22%3A1%7D";

        (await app.StatusOfAsync(one.ToMessage(Body, one.Sign(new Sending(one.Secret, Body, ProviderCase.Now, "", one.Url)), one.Provider.DefaultPath))).Should().Be(HttpStatusCode.OK);

        JsonElement.DeepEquals(app.Handled.Should().ContainSingle().Subject.Event.Json, JsonElement.Parse(
            """{"CallSid":"CA1","From":"+14158675309","payload":"{\u0022x\u0022:1}"}""")).Should().BeTrue();
    }

    [Fact]
    public async Task MapWebhook_FormOfGitHub_HasItsPayloadAsJson()
    {
        ProviderCase one = ProviderCases.Named("GitHub");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        using HttpRequestMessage message = one.Message("payload=%7B%22action%22%3A%22opened%22%7D", 1);
        message.Content!.Headers.ContentType = new("application/x-www-form-urlencoded");

        (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle().Which.Event.Json.GetRawText().Should().Be("""{"action":"opened"}""");
    }

    [Theory]
    [InlineData("application/json", "hello world")]
    [InlineData("application/json", "a=1&b=2")]
    [InlineData("application/json", "\uFEFF{\"action\":\"opened\"}")]
    [InlineData("", "a=1&b=2")]
    [InlineData(null, "a=1&b=2")]
    public async Task MapWebhook_BodyThatIsNoJsonWithoutTheContentTypeOfAForm_IsMalformed(string? contentType, string body)
    {
        foreach (string name in (string[])["GitHub", "Slack", "Twilio"])
        {
            ProviderCase one = ProviderCases.Named(name);
            await using CatalogApp app = await CatalogApp.StartAsync(one);
            using HttpRequestMessage message = one.Message(body, 1);
            message.Content!.Headers.Remove("Content-Type");
            message.Content!.Headers.TryAddWithoutValidation("Content-Type", contentType is null ? [] : [contentType]);

            (await app.StatusOfAsync(message)).Should().Be(HttpStatusCode.BadRequest, name);
            app.Handled.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("https://hooks.example.com", "https://hooks.example.com:443")]
    [InlineData("https://hooks.example.com:8443", "https://hooks.example.com")]
    public async Task MapWebhook_TwilioUrlWithOrWithoutPort_IsAccepted(string configured, string origin)
    {
        ProviderCase one = ProviderCases.Named("Twilio");
        await using CatalogApp app = await CatalogApp.StartAsync(one, new Dictionary<string, string?> { ["PublicUrl"] = configured });
        string body = one.Body(1, "");
        KeyValuePair<string, string>[] headers = one.Sign(new Sending(one.Secret, body, ProviderCase.Now, "", origin + one.Provider.DefaultPath));

        (await app.StatusOfAsync(one.ToMessage(body, headers, one.Provider.DefaultPath))).Should().Be(HttpStatusCode.OK);
        (await app.StatusOfAsync(one.ToMessage(body, headers, one.Provider.DefaultPath + "?a=1"))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Square")]
    [InlineData("Twilio")]
    public async Task Start_UrlIsSignedAndNoneIsConfigured_SaysWhatToSet(string name)
    {
        Func<Task> start = async () => await CatalogApp.StartAsync(ProviderCases.Named(name), new Dictionary<string, string?> { ["PublicUrl"] = null });

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).WithMessage($"*Webhooks:{name}:PublicUrl*");
    }

    [Fact]
    public void Sender_Meta_HasTheShortestDeadlineOfItsProducts() => MetaEvent.Provider.Sender.Deadline.Should().Be(TimeSpan.FromSeconds(5));

    [Fact]
    public async Task MapWebhook_LinearEventThatIsOld_IsRefusedIfAnAgeIsConfigured()
    {
        ProviderCase one = ProviderCases.Named("Linear");
        await using CatalogApp app = await CatalogApp.StartAsync(one, new Dictionary<string, string?> { ["MaxEventAge"] = "08:00:00" }, ProviderCase.Now.AddHours(9));

        (await app.StatusOfAsync(one.Message(1))).Should().Be(HttpStatusCode.Unauthorized);
    }
}
