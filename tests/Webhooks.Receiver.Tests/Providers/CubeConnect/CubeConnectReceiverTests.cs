using Webhooks.Receiver.CubeConnect;

namespace Webhooks.Receiver.Tests;

/// <summary>Which of CubeConnect's deliveries are the same event.</summary>
public sealed class CubeConnectReceiverTests
{
    private const string Time = "2026-03-13T20:51:14+03:00";
    private const string LaterTime = "2026-03-13T20:51:24+03:00";

    private static readonly WebhookEndpoint<CubeConnectEvent> _endpoint = ReceiverHarness.EndpointOf<CubeConnectEvent>("/webhooks/cubeconnect");

    [Fact]
    public async Task Receive_B6_TwoMessagesInOneSecond_AreTwoEvents() => (await Outcomes(
        (Message("wamid.1"), Time), (Message("wamid.2"), Time)))
        .Should().Equal([WebhookOutcome.Processed, WebhookOutcome.Processed], "event and timestamp are equal");

    [Fact]
    public async Task Receive_B6_TwoStatusesOfOneMessageInOneSecond_AreTwoEvents() => (await Outcomes(
        (Status("wamid.1", "sent"), Time), (Status("wamid.1", "delivered"), Time), (Status("wamid.2", "sent"), Time)))
        .Should().OnlyContain(outcome => outcome == WebhookOutcome.Processed);

    [Fact]
    public async Task Receive_B6_TwoEventsWithoutIdsInOneSecond_AreTwoWhereTheirBodiesDiffer() => (await Outcomes(
        (Flow("966501234567"), Time), (Flow("966501234568"), Time), (Flow("966501234567"), LaterTime)))
        .Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Processed, WebhookOutcome.Duplicate);

    [Fact]
    public async Task Receive_RetrySignedAnew_IsTheSameEvent() => (await Outcomes(
        (Message("wamid.1"), Time), (Message("wamid.1"), LaterTime), (JsonEdit.Reversed(Message("wamid.1")), LaterTime),
        (Status("wamid.1", "sent"), Time), (Status("wamid.1", "sent"), LaterTime)))
        .Should().Equal(
            WebhookOutcome.Processed, WebhookOutcome.Duplicate, WebhookOutcome.Duplicate, WebhookOutcome.Processed, WebhookOutcome.Duplicate);

    [Fact]
    public async Task Receive_B8_StatusesOutOfOrder_AreAllHandled() => (await Outcomes(
        (Status("wamid.1", "read"), Time), (Status("wamid.1", "delivered"), Time), (Status("wamid.1", "sent"), LaterTime)))
        .Should().OnlyContain(outcome => outcome == WebhookOutcome.Processed);

    [Fact]
    public async Task Receive_IdAsNumberAndAsText_IsTheSameEvent() => (await Outcomes(
        (JsonEdit.With(Message("x"), "wa_message_id", "9007199254740993"), Time), (Message("9007199254740993"), LaterTime)))
        .Should().Equal(WebhookOutcome.Processed, WebhookOutcome.Duplicate);

    private static byte[] Message(string id) => JsonEdit.With(ProviderPayloads.CubeConnect.Read("message.received.json"), "wa_message_id", $"\"{id}\"");

    private static byte[] Status(string id, string status) => JsonEdit.With(
        JsonEdit.With(ProviderPayloads.CubeConnect.Read("message.status_updated.json"), "message_id", $"\"{id}\""), "status", $"\"{status}\"");

    private static byte[] Flow(string phone) =>
        JsonEdit.With(ProviderPayloads.CubeConnect.Read("flow.session_started.json"), "customer_phone", $"\"{phone}\"");

    private static async Task<List<WebhookOutcome>> Outcomes(params (byte[] Body, string Time)[] deliveries)
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:CubeConnect:Secrets:0"] = Senders.CubeConnect.Secret });
        List<WebhookOutcome> outcomes = [];
        int handled = 0;
        foreach ((byte[] body, string time) in deliveries)
        {
            WebhookReceiveResult result = await harness.ReceiveAt<CubeConnectEvent>(
                _endpoint, new BufferedSource(Senders.CubeConnect.Request(body, time)), (_, _) => Task.FromResult(handled++));
            outcomes.Add(result.Outcome);
        }

        handled.Should().Be(outcomes.Count(outcome => outcome == WebhookOutcome.Processed));
        return outcomes;
    }
}
