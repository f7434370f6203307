using System.Text;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Testing.Tests;

/// <summary>Issue 9.23: only Cue had sample payloads, and two of them without an id were the same event.</summary>
public sealed class SamplePayloads_9_23
{
    public static TheoryData<string, string> All()
    {
        var rows = new TheoryData<string, string>();
        foreach (SampleProvider provider in SampleProvider.All)
        {
            foreach (string eventType in provider.EventTypes)
            {
                rows.Add(provider.Name, eventType);
            }
        }

        return rows;
    }

    [Fact]
    public void All_Providers_HaveThem()
    {
        SampleProvider.All.Select(provider => provider.Name).Should().Equal("cue", "cueapi", "cueapi-alerts", "cueapi-messages", "cueapi-subscriptions", "cueapi-authorization", "cubeconnect", "adgem", "adgem-postbacks", "sori");
        SampleProvider.All.Select(provider => provider.EventTypes.Count).Should().Equal(8, 1, 3, 1, 3, 1, 12, 5, 1, 2);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Create_ListedType_IsReceivedAsThatType(string name, string eventType)
    {
        SampleProvider provider = Get(name);

        (WebhookObject? e, string? type, _) = provider.Receive(provider.Create(eventType));

        type.Should().Be(eventType);
        e.Should().NotBeAssignableTo<IUnknownWebhookEvent>();
        e!.ExtensionData.Should().BeNullOrEmpty("nothing in a sample is unknown to the model");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Create_WithoutAnId_IsANewEventEachTime(string name, string eventType)
    {
        SampleProvider provider = Get(name);

        IdempotencyKey[] keys = [.. Enumerable.Range(0, 20).Select(_ => provider.Receive(provider.Create(eventType)).Key)];

        keys.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Create_SameId_IsARetryOfTheEvent(string name, string eventType)
    {
        SampleProvider provider = Get(name);

        byte[] first = provider.Create(eventType, "id \"1\" ü");
        byte[] second = provider.Create(eventType, "id \"1\" ü");

        second.Should().Equal(first).And.NotBeSameAs(first);
        provider.Receive(second).Key.Should().Be(provider.Receive(first).Key);
        provider.Receive(provider.Create(eventType, "id 2")).Key.Should().NotBe(provider.Receive(first).Key);
    }

    [Theory]
    [InlineData("cue")]
    [InlineData("cueapi-alerts")]
    [InlineData("cueapi-subscriptions")]
    [InlineData("cubeconnect")]
    [InlineData("adgem")]
    [InlineData("sori")]
    public void Create_TypeThatIsNotListed_IsUnknownAndHasNoReadError(string name)
    {
        SampleProvider provider = Get(name);

        var unknown = provider.Receive(provider.Create("tomorrow's \"type\"")).Event.Should().BeAssignableTo<IUnknownWebhookEvent>().Subject;
        unknown.Type.Should().Be("tomorrow's \"type\"");
        unknown.ReadError.Should().BeNull();
    }

    [Fact]
    public void Create_TypeThatIsNotListedOfCueApi_Throws() =>
        FluentActions.Invoking(() => CueApiSamplePayloads.Create("alert")).Should().Throw<ArgumentException>().WithParameterName("eventType");

    // Signatures that our signer has not made.

    [Fact]
    public void CueAdClick_SignedByOpenSsl_IsValid()
    {
        // openssl dgst -sha256 -hmac cue-EXAMPLE-ONLY click.json: the published ad.click, 600 bytes, two spaces of indentation
        byte[] body = CueSamplePayloads.AdClick("evt_1234567891");

        body.Should().HaveCount(600);
        new CueWebhooks("cue-EXAMPLE-ONLY").Verify(body, "sha256=5930bb8ef998eb485f9042509513ba8490fb13e768f293b9db0c6e03d3d85b3d")
            .IsValid.Should().BeTrue();
    }

    [Fact]
    public void CueApiExecution_SignedByOpenSsl_IsValid()
    {
        // (printf 1710340800.; cat execution.json) | openssl dgst -sha256 -hmac whsec_0123…: the server's own bytes, as Python writes them
        string secret = "whsec_" + string.Concat(Enumerable.Repeat("0123456789abcdef", 4));
        var clock = new ManualTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1710340800));

        new CueApiWebhooks([secret], clock)
            .Verify(
                CueApiSamplePayloads.Execution("550e8400-e29b-41d4-a716-446655440000"),
                "v1=733fcfe85a865392d6dab541ea511634d8e4ac70166b9dc56ce7944e9d620c22",
                "1710340800")
            .IsValid.Should().BeTrue();
    }

    [Theory]
    [InlineData(CubeConnectEventTypes.MessageStatusUpdated, "2f04e85e27fe26a3339277c58df1eb82bece4e7c4567e7ddf05a39761fb35d8e")]
    [InlineData(CubeConnectEventTypes.MessageReceived, "398ed47392fa90aae7867d5a1007cd880921278313fae263467fbc4c93d45c66")]
    public void CubeConnectMessage_SignedByOpenSsl_IsValid(string eventType, string signature)
    {
        // (printf 2026-03-10T14:30:00+03:00.; cat message.json) | openssl dgst -sha256 -hmac cubeconnect_test_secret
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 3, 10, 11, 30, 0, TimeSpan.Zero));

        new CubeConnectWebhooks(["cubeconnect_test_secret"], clock)
            .Verify(CubeConnectSamplePayloads.Create(eventType, "wamid.xxx"), signature, "2026-03-10T14:30:00+03:00")
            .IsValid.Should().BeTrue();
    }

    [Fact]
    public void AdGemOfferRemoved_SignedByOpenSsl_IsValid()
    {
        // openssl dgst -sha256 -hmac secret-key offer.json: the example of AdGem's page on one line, 103 bytes
        byte[] body = AdGemSamplePayloads.OfferRemoved("123456789456123");

        body.Should().HaveCount(103);
        new AdGemWebhooks("secret-key").Verify(body, "ea308e52e08aab43b88be564517105164b1f4e694b3e7ac0d0f5778b9cbb78ff").IsValid.Should().BeTrue();
    }

    [Fact]
    public void CueApiExecution_PayloadOfOnesOwn_IsDelivered() =>
        CueApiWebhooks.Parse(CueApiSamplePayloads.Execution(payload: """["a", {"b": 1.0}]""")).Payload.GetRawText().Should().Be("""["a", {"b": 1.0}]""");

    [Fact]
    public void CueApiExecution_PayloadThatIsNotJson_ThrowsWithoutQuotingIt() =>
        FluentActions.Invoking(() => CueApiSamplePayloads.Execution(payload: "{c4nary}")).Should().Throw<ArgumentException>()
            .Which.ToString().Should().NotContain("c4nary");

    [Fact]
    public void CueApiSubscriptions_SeveralEvents_AreABatch()
    {
        byte[] body = CueApiSubscriptionSamplePayloads.Batch((CueApiSubscriptionEventTypes.TurnPass, "7"), (CueApiSubscriptionEventTypes.MessageDigest, null), ("café", "8"));
        var batches = new CueApiSubscriptionWebhooks("cueapi-EXAMPLE-ONLY");

        var headers = WebhookSigner.Sign(CueApiSubscriptionEvent.Provider.Scheme!, "cueapi-EXAMPLE-ONLY", new WebhookRequest("POST", "/", [], body));
        var events = batches.ReadAll(new WebhookRequest("POST", "/", headers, body)).Select(result => result.Event!).ToList();

        events.Select(e => e.Type).Should().Equal("turn.pass", "message.digest", "café");
        (events[0].Id, events[2].Id, events[0].DeliveryId).Should().Be(("7", "8", "dlv_11111111-2222-3333-4444-555555555555_7_8"));
        CueApiSubscriptionSamplePayloads.Batch().Should().NotBeEmpty();
    }

    [Fact]
    public void All_Samples_AreUtf8WithoutAByteOrderMark() => SampleProvider.All
        .SelectMany(provider => provider.EventTypes.Select(type => provider.Create(type)))
        .Should().OnlyContain(body => body[0] == (byte)'{' && new UTF8Encoding(false, true).GetCharCount(body) > 0);

    private static SampleProvider Get(string name) => SampleProvider.All.Single(provider => provider.Name == name);
}
