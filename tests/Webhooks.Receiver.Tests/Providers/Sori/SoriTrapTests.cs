using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>What SORI's page gets wrong or leaves out, by the numbers of the list of traps.</summary>
public sealed class SoriTrapTests
{
    [Fact]
    public async Task Delivery_R1_OfAnyEvent_SaysThatNothingIsAuthenticated()
    {
        foreach (byte[] body in ProviderPayloads.Sori.KnownBodies.Append("""{"event_type":"reward"}"""u8.ToArray()))
        {
            await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);
            (bool? OfEvent, AuthenticatedParts? OfDelivery) said = default;

            await harness.ReceiveAt<SoriEvent>(SoriDelivery.Endpoint, SoriDelivery.Source(body), (e, context) =>
            {
                said = (e.IsAuthenticated, context.Delivery.Authenticated);
                return Task.CompletedTask;
            });

            said.Should().Be((false, AuthenticatedParts.None));
        }
    }

    [Fact]
    public async Task Receive_R2_TwoDevicesInOneSecond_AreTwoEvents()
    {
        await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);
        WebhookEndpoint<SoriEvent> endpoint = SoriDelivery.Endpoint;
        List<WebhookOutcome> outcomes = [];
        foreach (string device in new[] { "a", "b", "a" })
        {
            byte[] body = JsonEdit.With(SoriDelivery.Click, "device_id", $"\"{device}\"");
            outcomes.Add((await harness.ReceiveAt<SoriEvent>(endpoint, SoriDelivery.Source(body), (_, _) => Task.CompletedTask)).Outcome);
        }

        outcomes.Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Processed, WebhookOutcome.Duplicate);
    }

    [Fact]
    public void Parse_R3_FieldsOfTheOtherEvent_MayBeAbsent()
    {
        SoriWebhooks.Parse("""{"event_type":"click"}"""u8).Should().BeOfType<SoriClick>();
        SoriWebhooks.Parse("""{"event_type":"impression"}"""u8).Should().BeOfType<SoriImpression>().Which.MaterialId.Should().BeNull();
    }

    [Fact]
    public async Task Receive_R4_SlowBody_IsGivenNoLongerThanTheSenderWaits()
    {
        await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);
        BufferedSource source = SoriDelivery.Source(SoriDelivery.Click);

        await harness.ReceiveAt<SoriEvent>(SoriDelivery.Endpoint, source, (_, _) => Task.CompletedTask);

        source.BodyTimeout.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("impression", typeof(SoriImpression))]
    [InlineData("click", typeof(SoriClick))]
    [InlineData("campaign.impression", typeof(SoriUnknownEvent))]
    [InlineData("authentication", typeof(SoriUnknownEvent))]
    [InlineData("admin.material.deleted", typeof(SoriUnknownEvent))]
    public void Parse_R5_WhateverComesToOneUrl_IsToldByItsType(string type, Type expected) =>
        SoriWebhooks.Parse(JsonEdit.With(SoriDelivery.Click, "event_type", $"\"{type}\"")).Should().BeOfType(expected);

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"event_type\":\"click\"}]")]
    [InlineData("{}")]
    [InlineData("{\"event_type\":null}")]
    [InlineData("{\"campaign_id\":\"c\"}")]
    [InlineData("\"click\"")]
    public async Task Receive_R6_JsonThatIsNoEvent_IsMalformed(string json)
    {
        await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);

        (await harness.ReceiveAt<SoriEvent>(SoriDelivery.Endpoint, SoriDelivery.Source(Sender.Utf8(json)), (_, _) => Task.CompletedTask)).Outcome
            .Should().Be(WebhookOutcome.Malformed);
    }

    [Fact]
    public async Task Receive_R7_DeviceIdOfAnyEvent_IsInNoLog()
    {
        await using var harness = new ReceiverHarness(settings: SoriDelivery.Settings);
        WebhookEndpoint<SoriEvent> endpoint = SoriDelivery.Endpoint;
        byte[] click = JsonEdit.With(SoriDelivery.Click, "device_id", "\"p3rsonal\"");

        foreach (byte[] body in new[] { click, click, JsonEdit.With(click, "event_type", "\"new\""), JsonEdit.With(click, "platform", "[]"), click[..^1] })
        {
            await harness.ReceiveAt<SoriEvent>(endpoint, SoriDelivery.Source(body), (_, _) => Task.CompletedTask);
        }

        harness.Logs.Entries.Should().NotBeEmpty().And.NotContain(entry => $"{entry.Message} {entry.Exception}".Contains("p3rsonal"));
        SoriWebhooks.Parse(click).ToString().Should().Be("SoriClick");
    }
}
