using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests.Issues;

/// <summary>What a handler logs can be found by its delivery, and a delivery has the headers that its provider declares.</summary>
public sealed class HandlerScope_9_22
{
    [Fact]
    public async Task Handler_Logging_IsInAScopeThatNamesItsDelivery()
    {
        await using var harness = new ReceiverHarness();

        WebhookReceiveResult result = await harness.Receive(CueDelivery.Click("c4nary"), (_, context) =>
        {
            context.Services.GetRequiredService<ILoggerFactory>().CreateLogger("mine").LogInformation("handled");
            return Task.CompletedTask;
        });

        LogEntry entry = harness.Logs.Entries.Single(entry => entry.Category == "mine");
        var scope = entry.Scopes.OfType<IReadOnlyList<KeyValuePair<string, object?>>>().Last();
        scope.Should().BeEquivalentTo(new KeyValuePair<string, object?>[]
        {
            new("WebhookProvider", "cue"), new("WebhookEndpoint", "/webhooks/cue"), new("WebhookEventType", "CueAdClick"),
            new("WebhookDelivery", result.Key!.Value.ShortName),
        });
        scope.ToString().Should().NotContain("c4nary");
    }

    [Fact]
    public async Task Delivery_HeadersThatTheProviderDeclares_AreThereAndMarked()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:CueApi:Secrets:0"] = Senders.CueApi.Secret });
        WebhookRequest request = Senders.CueApi.Request(
            ProviderPayloads.CueApi.Read("execution.json"), null, (CueApiHeaders.Attempt, "2"), ("X-Other", "c4nary"));
        IReadOnlyList<WebhookDeliveryHeader> headers = [];

        await harness.ReceiveAt(
            ReceiverHarness.EndpointOf<CueApiEvent>("/webhooks/cueapi"), new BufferedSource(request),
            (_, context) => Task.FromResult(headers = context.Delivery.Headers));

        WebhookDeliveryHeader attempt = headers.Should().ContainSingle().Subject;
        (attempt.Name, attempt.Value, attempt.IsSigned).Should().Be((CueApiHeaders.Attempt, "2", false));
        attempt.ToString().Should().Be(CueApiHeaders.Attempt);
    }

    [Fact]
    public async Task Delivery_HeadersThatTheSignatureCovers_AreMarkedAsSigned()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:standard:Secrets:0"] = Senders.StandardWebhooks.Secret });
        WebhookRequest request = Senders.StandardWebhooks.Request("{}"u8.ToArray(), null, ("traceparent", "00-1-2-00"));
        IReadOnlyList<WebhookDeliveryHeader> headers = [];

        await harness.ReceiveAt(
            ReceiverHarness.EndpointOf<StandardEvent>("/webhooks/standard"), new BufferedSource(request),
            (_, context) => Task.FromResult(headers = context.Delivery.Headers));

        headers.Select(header => (header.Name, header.IsSigned)).Should().Equal(
            ("Webhook-Id", true), ("Webhook-Timestamp", true), ("webhook-signature", false), ("traceparent", false));
    }
}
