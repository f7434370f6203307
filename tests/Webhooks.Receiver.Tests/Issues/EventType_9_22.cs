using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>Issue 9.22: code that handles any provider's events could not ask for their type.</summary>
public sealed class EventType_9_22
{
    [Fact]
    public void Type_OfAnyEvent_IsReadByGenericCode()
    {
        TypeOf<CueEvent>(CuePayloads.AdClick).Should().Be("ad.click");
        TypeOf<CueEvent>(JsonEdit.With(CuePayloads.AdClick, "type", "\"ad.hologram\"")).Should().Be("ad.hologram");
        TypeOf<CubeConnectEvent>(ProviderPayloads.CubeConnect.Read("message.received.json")).Should().Be("message.received");
        TypeOf<AdGemEvent>(ProviderPayloads.AdGem.Read("offer.removed.json")).Should().Be("offer.removed");
        TypeOf<SoriEvent>(SoriDelivery.Click).Should().Be("click");
        TypeOf<CueApiEvent>(ProviderPayloads.CueApi.Read("execution.json")).Should().Be("execution", "CueAPI names none");
        TypeOf<GitHubEvent>("{}"u8.ToArray(), KeyValuePair.Create("X-GitHub-Event", "ping")).Should().Be("ping");
    }

    private static string TypeOf<TEvent>(byte[] body, params KeyValuePair<string, string>[] headers)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        // As a handler of any provider's events, a log scope or a metric has it: without knowing TEvent.
        IWebhookEvent e = WebhookReader<TEvent>.Parse(body, WebhookHeaders.From(headers));
        return e.Type;
    }
}
