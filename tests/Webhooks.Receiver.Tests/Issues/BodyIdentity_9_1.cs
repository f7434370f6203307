using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Tests;

/// <summary>
/// Issue 9.1: two different deliveries of AdGem, SORI or CubeConnect had one identity, by which a user without ASP.NET was told to
/// deduplicate: <c>offer.created</c> and <c>offer.removed</c> became one.
/// </summary>
public sealed class BodyIdentity_9_1
{
    private static readonly AdGemWebhooks _adGem = new(Senders.AdGem.Secret);

    [Fact]
    public void Read_DifferentEvents_AreNeverEqual()
    {
        ShouldAllDiffer<AdGemEvent>(ProviderPayloads.AdGem);
        ShouldAllDiffer<SoriEvent>(ProviderPayloads.Sori);
        ShouldAllDiffer<CubeConnectEvent>(ProviderPayloads.CubeConnect);
    }

    [Fact]
    public void GetKey_SameEventAgain_IsTheSame()
    {
        WebhookReadResult<AdGemEvent> first = Read("offer.removed.json");
        WebhookReadResult<AdGemEvent> again = Read("offer.removed.json");

        again.Identity.Should().Be(first.Identity);
        again.GetKey("queue").Should().Be(first.GetKey("queue"));
    }

    [Fact]
    public void GetKey_OtherEventEndpointOrTenant_Differs()
    {
        WebhookReadResult<AdGemEvent> removed = Read("offer.removed.json");

        new[]
        {
            removed.GetKey("queue"), removed.GetKey("other"), removed.GetKey("queue", "tenant"), removed.GetKey("queue", ""),
            Read("offer.created.json").GetKey("queue"),
        }.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task GetKey_OfAnEndpoint_IsThatOfTheReceiver()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:AdGem:Secrets:0"] = Senders.AdGem.Secret });
        WebhookRequest request = Senders.AdGem.Request(ProviderPayloads.AdGem.Read("offer.removed.json"));

        WebhookReceiveResult received = await harness.ReceiveAt<AdGemEvent>(
            ReceiverHarness.EndpointOf<AdGemEvent>("/hook"), new BufferedSource(request), (_, _) => Task.CompletedTask);

        received.Key.Should().Be(_adGem.Read(request).GetKey("/hook"), "a queue worker may share the store of an endpoint");
    }

    [Fact]
    public void GetKey_NoEvent_Throws()
    {
        WebhookReadResult<AdGemEvent> malformed = _adGem.Read(Senders.AdGem.Request("[]"u8.ToArray()));
        Action ofRefusal = () => default(WebhookReadResult<AdGemEvent>).GetKey("queue");
        Action ofMalformed = () => malformed.GetKey("queue");

        ofRefusal.Should().Throw<InvalidOperationException>().WithMessage("There is no event to make a key of: the request is Unauthenticated: NotVerified.");
        ofMalformed.Should().Throw<InvalidOperationException>().WithMessage("There is no event to make a key of: the request is Malformed.");
    }

    private static WebhookReadResult<AdGemEvent> Read(string file) => _adGem.Read(Senders.AdGem.Request(ProviderPayloads.AdGem.Read(file)));

    private static void ShouldAllDiffer<TEvent>(ProviderPayloads payloads)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        byte[][] bodies = [.. payloads.KnownBodies, .. payloads.KnownBodies.Select(body => JsonEdit.Adding(body, "", "\"x\":1"))];
        WebhookParseResult<TEvent>[] results = [.. bodies.Select(body => TEvent.Provider.Parse(new WebhookPayload(body, WebhookHeaders.Empty)))];

        results.Select(result => result.Identity).Distinct().Should().HaveCount(
            results.Select(result => result.Identity).Count() - MessagesWithAnId(results));
        results.Distinct().Should().HaveCount(results.Length);
    }

    /// <summary>The same message with one more field is the same event: its id says so.</summary>
    private static int MessagesWithAnId<TEvent>(IEnumerable<WebhookParseResult<TEvent>> results)
        where TEvent : class => results.Count(result => result.Event is CubeConnectMessageReceived or CubeConnectMessageStatusUpdated) / 2;
}
