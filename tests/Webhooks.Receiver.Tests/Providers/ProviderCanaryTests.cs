using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Tests;

/// <summary>Whatever becomes of a delivery: nothing of its body, its signature or the secret is told to any log.</summary>
public sealed class ProviderCanaryTests
{
    private const string Canary = "c4nary";

    [Fact]
    public Task Logs_OfCueApi_QuoteNothing() => Check<CueApiEvent>(
        Senders.CueApi, "CueApi", JsonEdit.With(ProviderPayloads.CueApi.Read("execution.json"), "execution_id", $"\"{Canary}\""), "name");

    [Fact]
    public Task Logs_OfCubeConnect_QuoteNothing() => Check<CubeConnectEvent>(
        Senders.CubeConnect, "CubeConnect", JsonEdit.With(ProviderPayloads.CubeConnect.Read("message.received.json"), "wa_message_id", $"\"{Canary}\""), "from");

    [Fact]
    public Task Logs_OfAdGem_QuoteNothing() => Check<AdGemEvent>(
        Senders.AdGem, "AdGem", JsonEdit.With(ProviderPayloads.AdGem.Read("offer.removed.json"), "data/offerId", $"\"{Canary}\""), "timestamp");

    private static async Task Check<TEvent>(Sender sender, string section, byte[] body, string member)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        await using var harness = new ReceiverHarness(settings: new() { [$"Webhooks:{section}:Secrets:0"] = sender.Secret });
        var endpoint = ReceiverHarness.EndpointOf<TEvent>(TEvent.Provider.DefaultPath);
        byte[] unreadable = JsonEdit.With(body, member, $"[\"{Canary}\"]");
        WebhookRequest authentic = sender.Request(body);
        (WebhookRequest Request, bool Fails, WebhookOutcome Expected)[] deliveries =
        [
            (authentic, true, WebhookOutcome.Failed),
            (authentic, false, WebhookOutcome.Processed),
            (authentic, false, WebhookOutcome.Duplicate),
            (sender.Request(JsonEdit.Adding(body, "", $"\"{Canary}\":1,\"{Canary}\":1")), false, WebhookOutcome.Malformed),
            (sender.Request(Sender.Utf8($"{{\"{Canary}")), false, WebhookOutcome.Malformed),
            (new WebhookRequest("POST", $"/{Canary}", authentic.Headers, unreadable), false, WebhookOutcome.Unauthenticated),
            (new WebhookRequest("POST", $"/{Canary}", [KeyValuePair.Create(sender.Scheme.Header!, Canary)], body), false, WebhookOutcome.Unauthenticated),
            (new WebhookRequest(Canary, "/", authentic.Headers, body), false, WebhookOutcome.MethodNotAllowed),
            (sender.Request(body, null, ("Content-Type", $"text/{Canary}")), false, WebhookOutcome.UnsupportedMediaType),
        ];

        foreach ((WebhookRequest request, bool fails, WebhookOutcome expected) in deliveries)
        {
            WebhookReceiveResult result = await harness.ReceiveAt<TEvent>(
                endpoint, new BufferedSource(request), (_, _) => fails ? throw new InvalidOperationException("trouble") : Task.CompletedTask);

            result.Outcome.Should().Be(expected);
            result.Key?.ToString().Should().NotContain(Canary);
        }

        string signature = authentic.Headers[sender.Scheme.Header!].ToString();
        harness.Logs.Entries.Should().HaveCountGreaterThanOrEqualTo(deliveries.Length).And.NotContain(entry =>
            $"{entry.Message} {entry.Exception}".Contains(Canary) || entry.Message.Contains(sender.Secret) || entry.Message.Contains(signature));
    }
}
