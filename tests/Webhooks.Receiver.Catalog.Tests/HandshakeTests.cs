using System.Net;
using System.Text.Json;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>The challenges of the senders, over a socket.</summary>
public sealed class HandshakeTests
{
    public static TheoryData<string, string, string> Challenges => new()
    {
        { "Slack", """{"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}""", "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P" },
        { "Twitch", """{"challenge":"pogchamp-kappa-360noscope-vohiyo","subscription":{"id":"f1c2a387","status":"webhook_callback_verification_pending","type":"channel.follow","version":"1"} }""", "pogchamp-kappa-360noscope-vohiyo" },
        { "Zoom", """{"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1654503849680,"event":"endpoint.url_validation"}""", """{"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":"(mac)"}""" },
    };

    [Theory]
    [MemberData(nameof(Challenges))]
    public async Task MapWebhook_SignedChallenge_IsAnsweredAndNotHandled(string name, string body, string expected)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string mac = new Sending(one.Secret, body, ProviderCase.Now, "", "").Hex("qgg8vlvZRS6UYooatFL8Aw");

        for (int i = 0; i < 2; i++) // it is not deduplicated
        {
            using HttpRequestMessage message = one.Message(body, 1);
            using HttpResponseMessage response = await app.Client.SendAsync(message);

            response.StatusCode.Should().Be(HttpStatusCode.OK);
            (await response.Content.ReadAsStringAsync()).Should().Be(expected.Replace("(mac)", mac));
            response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        }

        app.Handled.Should().BeEmpty();
    }

    /// <summary>Answers that the tests of other libraries publish: elastic/beats, x-pack/filebeat/input/http_endpoint/crc_test.go, and Jericho/ZoomNet, WebhookParserTests.cs.</summary>
    [Theory]
    [InlineData(0, "secretValueTest", "70c1f2e2e6ca2d39297490d1f9142c7d701415ea8e6151f6562a08fa657a40ff")]
    [InlineData(0, "UB_rdTwhTruoYCMr6x6-MQ", "439d1ed256e8d5513d2acd195e0adc64bbbfeb6b795b9d1880534610b58c674c")]
    [InlineData(1, "UB_rdTwhTruoYCMr6x6-MQ", "439d1ed256e8d5513d2acd195e0adc64bbbfeb6b795b9d1880534610b58c674c")] // the next secret is first already
    public async Task MapWebhook_ChallengeOfZoom_IsAnsweredAsPublished(int index, string secret, string encryptedToken)
    {
        ProviderCase one = ProviderCases.Named("Zoom");
        await using CatalogApp app = await CatalogApp.StartAsync(one, settings: new() { [$"Secrets:{index}"] = secret });

        using HttpRequestMessage message = one.Message("""{"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1654503849680,"event":"endpoint.url_validation"}""", 1, secret: secret);
        using HttpResponseMessage response = await app.Client.SendAsync(message);

        (await response.Content.ReadAsStringAsync()).Should().Be($$"""{"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":"{{encryptedToken}}"}""");
    }

    [Theory]
    [MemberData(nameof(Challenges))]
    public async Task MapWebhook_ChallengeOfAStranger_IsRefused(string name, string body, string expected)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        using HttpRequestMessage message = one.Message(body, 1, secret: "a stranger's");
        using HttpResponseMessage response = await app.Client.SendAsync(message);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).Should().NotContain(JsonElement.Parse(body).TryGetProperty("challenge", out _) ? expected : "qgg8");
    }

    [Theory]
    [InlineData("Slack", """{"type":"event_callback","event":{"type":"message","text":"url_verification","challenge":"x"},"event_id":"Ev1"}""")]
    [InlineData("Slack", """{"type":"url_verification"}""")]
    [InlineData("Twitch", """{"subscription":{"type":"channel.chat.message"},"event":{"challenge":"x"}}""")]
    [InlineData("Zoom", """{"event":"chat_message.sent","payload":{"object":"endpoint.url_validation","plainToken":"x"}}""")]
    [InlineData("Zoom", """{"event":"endpoint.url_validation","payload":{"plainToken":"v0:1773424274:this text is longer than Zoom's tokens are, and could be a delivery"}}""")]
    public async Task MapWebhook_EventThatOnlyLooksLikeAChallenge_IsHandled(string name, string body)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        (await app.StatusOfAsync(one.Message(body, 1))).Should().Be(HttpStatusCode.OK);

        app.Handled.Should().ContainSingle().Which.Event.Json.GetRawText().Should().Be(body);
    }

    [Theory]
    [InlineData("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meta-verify-token-4711", HttpStatusCode.OK, "1158201444")]
    [InlineData("?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=wrong", HttpStatusCode.Unauthorized, null)]
    [InlineData("?hub.mode=subscribe&hub.challenge=1158201444", HttpStatusCode.Unauthorized, null)]
    [InlineData("?hub.mode=other&hub.challenge=1158201444&hub.verify_token=meta-verify-token-4711", HttpStatusCode.Unauthorized, null)]
    [InlineData("?hub.mode=subscribe&hub.verify_token=meta-verify-token-4711", HttpStatusCode.Unauthorized, null)]
    [InlineData("", HttpStatusCode.Unauthorized, null)]
    public async Task MapWebhook_ChallengeOfMeta_IsAnsweredIfItsTokenIsRight(string query, HttpStatusCode status, string? answer)
    {
        ProviderCase one = ProviderCases.Named("Meta");
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        using HttpResponseMessage response = await app.Client.GetAsync(one.Provider.DefaultPath + query);

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsStringAsync()).Should().Match(text => answer == null ? !text.Contains("1158201444") : text == answer);
    }

    [Fact]
    public async Task Start_MetaWithoutVerifyToken_SaysWhatToSet()
    {
        ProviderCase meta = ProviderCases.Named("Meta");
        var withoutToken = new ProviderCase<MetaEvent> { Body = meta.Body, Sign = meta.Sign, Type = meta.Type };

        Func<Task> start = async () => await CatalogApp.StartAsync(withoutToken);

        (await start.Should().ThrowAsync<WebhookConfigurationException>()).WithMessage("*Webhooks:Meta:VerifyTokens*");
    }

    [Theory]
    [InlineData("catalogue-test-secret-4711", HttpStatusCode.OK)]
    [InlineData("a stranger's", HttpStatusCode.Unauthorized)]
    public async Task MapWebhook_IntentToReceiveOfXero_IsAnsweredWithoutABody(string secret, HttpStatusCode status)
    {
        ProviderCase one = ProviderCases.Named("Xero");
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        using HttpRequestMessage message = one.Message("""{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"S0m3r4Nd0mt3xt"}""", 1, secret: secret);
        using HttpResponseMessage response = await app.Client.SendAsync(message);

        response.StatusCode.Should().Be(status);
        (await response.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
        app.Handled.Should().BeEmpty();
    }
}
