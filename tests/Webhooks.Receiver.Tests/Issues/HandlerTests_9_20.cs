using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Issue 9.20: nothing made the context of a handler for a unit test. What <see cref="TestDelivery{TEvent}"/> makes is what the receiver
/// makes of the same request.
/// </summary>
public sealed class HandlerTests_9_20
{
    private const string Secret = "a-secret-of-the-handler-tests";

    [Fact]
    public Task Context_OfCue_IsTheReceivers() => ShouldBeTheReceivers<CueEvent>(CueSamplePayloads.AdClick());

    [Fact]
    public Task Context_OfCueApi_IsTheReceivers() => ShouldBeTheReceivers<CueApiEvent>(
        CueApiSamplePayloads.Execution(attempt: 2), new("X-CueAPI-Cue-Id", "cue_abc123def456"), new("X-CueAPI-Attempt", "2"));

    [Fact]
    public Task Context_OfABarePayload_IsTheReceivers() => ShouldBeTheReceivers<CueApiEvent>(
        """{"task": "daily-sync"}"""u8.ToArray(), new KeyValuePair<string, string>("X-CueAPI-Execution-Id", "550e8400"));

    [Fact]
    public Task Context_OfCubeConnect_IsTheReceivers() => ShouldBeTheReceivers<CubeConnectEvent>(CubeConnectSamplePayloads.MessageReceived());

    [Fact]
    public Task Context_OfAdGem_IsTheReceivers() => ShouldBeTheReceivers<AdGemEvent>(AdGemSamplePayloads.OfferRemoved());

    [Fact]
    public Task Context_OfSori_IsTheReceivers() => ShouldBeTheReceivers<SoriEvent>(SoriSamplePayloads.Click());

    private static async Task ShouldBeTheReceivers<TEvent>(byte[] body, params KeyValuePair<string, string>[] headers)
        where TEvent : WebhookObject, IWebhookEvent<TEvent>
    {
        WebhookProvider provider = TEvent.Provider;
        string setting = $"Webhooks:{provider.ConfigurationSection}:{(provider.Scheme is null ? "UrlTokens" : "Secrets")}:0";
        await using var harness = new ReceiverHarness(settings: new() { [setting] = Secret });
        DateTimeOffset now = harness.Clock.GetUtcNow();
        KeyValuePair<string, string>[] sent =
        [
            .. headers,
            .. provider.Scheme is null ? [] : WebhookSigner.Sign<TEvent>(Secret, body, provider.Scheme.Timestamp is null ? null : now),
        ];
        var test = new TestDelivery<TEvent>(body) { ReceivedAt = now, Headers = sent };
        (TEvent Event, WebhookDelivery Delivery, byte[] Body)? seen = null;

        WebhookReceiveResult result = await harness.ReceiveAt<TEvent>(
            ReceiverHarness.EndpointOf<TEvent>(provider.DefaultPath),
            new BufferedSource(new WebhookRequest("POST", "/", sent, body)) { RouteValues = new Dictionary<string, string> { ["token"] = Secret } },
            (e, context) =>
            {
                seen = (e, context.Delivery, context.Delivery.Body.ToArray());
                return Task.CompletedTask;
            });

        seen.Should().NotBeNull(result.ToString());
        test.Event.GetType().Should().Be(seen!.Value.Event.GetType());
        test.Context.Delivery.Should().BeEquivalentTo(seen.Value.Delivery, options => options.Excluding(delivery => delivery.Body));
        test.Context.Delivery.Body.ToArray().Should().Equal(seen.Value.Body);
    }
}
