using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>Issue 9.22: code that handles any provider's events could ask the delivery for what identifies it, but not the event.</summary>
public sealed class EventIdentity_9_22
{
    [Fact]
    public void Identity_OfAnyEvent_IsThatOfItsResult()
    {
        ShouldHaveIdentities<CueEvent>(ProviderPayloads.Cue);
        ShouldHaveIdentities<CueApiEvent>(ProviderPayloads.CueApi, KeyValuePair.Create(CueApiHeaders.ExecutionId, "e-1"));
        ShouldHaveIdentities<CueApiAlert>(ProviderPayloads.CueApiAlerts);
        ShouldHaveIdentities<CueApiMessage>(ProviderPayloads.CueApiMessages);
        ShouldHaveIdentities<CueApiSubscriptionEvent>(ProviderPayloads.CueApiSubscriptions);
        ShouldHaveIdentities<CubeConnectEvent>(ProviderPayloads.CubeConnect);
        ShouldHaveIdentities<AdGemEvent>(ProviderPayloads.AdGem);
        ShouldHaveIdentities<AdGemPostback>(ProviderPayloads.AdGemPostbacks);
        ShouldHaveIdentities<SoriEvent>(ProviderPayloads.Sori);
    }

    [Fact]
    public void Identity_OfADriftedOrUnreadableEvent_IsTheSame()
    {
        DeliveryIdentity identity = Parse<CueEvent>(CuePayloads.AdClick).Event!.Identity;

        Parse<CueEvent>(JsonEdit.With(CuePayloads.AdClick, "created", "[]")).Event!.Identity.Should().Be(identity);
        Parse<CueEvent>(JsonEdit.With(CuePayloads.AdClick, "data", "[]")).Event.Should().BeOfType<CueUnknownEvent>().Which.Identity.Should().Be(identity);
    }

    [Fact]
    public void Identity_OfAnEventWithAPayload_IsThatOfItsResult()
    {
        using ServiceProvider services =
            new ServiceCollection().AddWebhookReceiver().AddCueApiPayload(DailySyncJsonContext.Default.DailySync).Services.BuildServiceProvider();
        byte[] body = ProviderPayloads.CueApi.Read("execution.json");

        WebhookParseResult<CueApiEvent<DailySync>> result = CueApiEvent<DailySync>.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty, services));

        IdentityOf(result.Event!).Should().Be(result.Identity).And.Be(Parse<CueApiEvent>(body).Event!.Identity);
    }

    [Fact]
    public async Task Identity_InAHandler_MakesTheKeyOfItsDelivery()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:AdGem:Secrets:0"] = Senders.AdGem.Secret });
        WebhookRequest request = Senders.AdGem.Request(ProviderPayloads.AdGem.Read("offer.removed.json"));
        List<DeliveryIdentity> identities = [];
        Task HandleAsync(IWebhookEvent e, WebhookContext context)
        {
            WebhookDelivery delivery = context.Delivery;
            IdempotencyKey.Create(delivery.Provider, delivery.Endpoint, delivery.Tenant, e.Identity).Should().Be(delivery.Key);
            identities.Add(e.Identity);
            throw new InvalidOperationException("The sender shall try again.");
        }

        await harness.ReceiveAt<AdGemEvent>(ReceiverHarness.EndpointOf<AdGemEvent>("/hook"), new BufferedSource(request), HandleAsync);
        harness.Clock.Advance(TimeSpan.FromMinutes(3));
        await harness.ReceiveAt<AdGemEvent>(ReceiverHarness.EndpointOf<AdGemEvent>("/hook"), new BufferedSource(request), HandleAsync);

        identities.Should().HaveCount(2, "it was tried again").And.OnlyContain(identity => identity == identities[0]);
    }

    [Fact]
    public async Task Identity_OfSeveralEventsInADelivery_IsThatOfEach()
    {
        await using var harness = new BundleHarness();
        List<DeliveryIdentity> identities = [];
        harness.Handle = (e, _) =>
        {
            identities.Add(e.Identity);
            return Task.CompletedTask;
        };

        await harness.SendAsync("e1", "e2");

        identities.Should().Equal(DeliveryIdentity.FromSigned("e1"), DeliveryIdentity.FromSigned("e2"));
    }

    [Fact]
    public void Identity_OfAUsersType_IsNoMemberOfTheJson()
    {
        byte[] body = """{"type":"WithInitialValues","order_id":"o-1","identity":{"IsNone":true}}"""u8.ToArray();

        UserTypes.WithInitialValues e = Parse<UserTypes.Event>(body).Event.Should().BeOfType<UserTypes.WithInitialValues>().Which;

        e.Identity.Should().Be(DeliveryIdentity.FromBody(body));
        e.ExtensionData!["identity"].GetRawText().Should().Be("""{"IsNone":true}""", "a member of that name is the sender's");
    }

    [Fact]
    public void Identity_OfAnEventMadeByHand_IsNone() => new CueUnknownEvent("t") { Id = "evt_1", Json = default }.Identity.IsNone.Should().BeTrue();

    private static void ShouldHaveIdentities<TEvent>(ProviderPayloads payloads, params KeyValuePair<string, string>[] headers)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        byte[][] bodies = [.. payloads.Bodies.Where(body => Parse<TEvent>(body, headers).IsParsed)];
        bodies.Should().NotBeEmpty();
        foreach (byte[] body in bodies)
        {
            WebhookParseResult<TEvent> result = Parse<TEvent>(body, headers);

            result.Identity.IsNone.Should().BeFalse();
            IdentityOf(result.Event!).Should().Be(result.Identity).And.Be(IdentityOf(Parse<TEvent>(body, headers).Event!));
        }
    }

    // Generic code has no more than the interface.
    private static DeliveryIdentity IdentityOf(IWebhookEvent e) => e.Identity;

    private static WebhookParseResult<TEvent> Parse<TEvent>(byte[] body, params KeyValuePair<string, string>[] headers)
        where TEvent : class, IWebhookEvent<TEvent> => TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.From(headers)));
}
