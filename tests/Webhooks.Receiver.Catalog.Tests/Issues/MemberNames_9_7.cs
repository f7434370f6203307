using System.Net;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>
/// Issue 9.7: a lone surrogate in a member's name is valid JSON, but no text. It made an authentic event a 400, though it is only refused in
/// an identity.
/// </summary>
public sealed class MemberNames_9_7
{
    public static TheoryData<string> NamesOfThoseThatSendJson => ProviderCases.Where(one => one.ContentType == "application/json");

    [Theory]
    [MemberData(nameof(NamesOfThoseThatSendJson))]
    public async Task MapWebhook_LoneSurrogateInAName_IsTheSameEvent(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        string body = one.Body(1, "").Replace("}", ""","\ud800":1,"a\uDFAFb":{"\udbff":"\ud800"}}""", StringComparison.Ordinal);

        (await app.StatusOfAsync(one.Message(body, 1))).Should().Be(HttpStatusCode.OK);

        CatalogEvent e = app.Handled.Should().ContainSingle().Subject.Event;
        (e.Type, e.Id).Should().Be((one.Type, one.Id(1)));
        e.Json.GetProperty("a\\udfafb").GetRawText().Should().Contain(""" "\\udbff":"\ud800" """.Trim());
    }

    [Theory]
    [MemberData(nameof(NamesOfThoseThatSendJson))]
    public async Task MapWebhook_DuplicateWithALoneSurrogate_IsMalformed(string name)
    {
        ProviderCase one = ProviderCases.Named(name);
        await using CatalogApp app = await CatalogApp.StartAsync(one);

        (await app.StatusOfAsync(one.Message(one.Wrap("""{"\ud800":1,"\uD800":2}"""), 1))).Should().Be(HttpStatusCode.BadRequest);

        app.Handled.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"\ud800":1,"id":"evt_1","type":"t"}""", "evt_1")]
    [InlineData("""{"\ud800":1,"id":"\ud800","type":"t"}""", null)]
    public void Parse_Id_IsTextOnly(string body, string? id)
    {
        (CatalogEvent? e, DeliveryIdentity identity) = ProviderCases.Named("Stripe").Parse(System.Text.Encoding.UTF8.GetBytes(body), WebhookHeaders.Empty);

        e!.Id.Should().Be(id);
        identity.Should().Be(id is null ? DeliveryIdentity.FromBody(System.Text.Encoding.UTF8.GetBytes(body)) : DeliveryIdentity.FromSigned(id));
    }

    [Fact]
    public async Task MapWebhook_ChallengeBesideALoneSurrogate_IsAnswered()
    {
        ProviderCase one = ProviderCases.Named("Slack");
        await using CatalogApp app = await CatalogApp.StartAsync(one);
        using HttpRequestMessage message = one.Message("""{"\ud800":1,"type":"url_verification","challenge":"c-1"}""", 1);

        using HttpResponseMessage response = await app.Client.SendAsync(message);

        (await response.Content.ReadAsStringAsync()).Should().Be("c-1");
        app.Handled.Should().BeEmpty();
    }

    [Fact]
    public void As_LoneSurrogateInAName_IsReadByOtherReaders() =>
        new StripeEvent { Json = ProviderCases.Named("Stripe").Parse("""{"\ud800":1,"n":5}"""u8.ToArray(), WebhookHeaders.Empty).Event!.Json }
            .As(CatalogTestJsonContext.Default.DictionaryStringInt32).Should().Equal(new Dictionary<string, int> { ["\\ud800"] = 1, ["n"] = 5 });
}
