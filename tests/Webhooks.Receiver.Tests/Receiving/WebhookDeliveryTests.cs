using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

public sealed class WebhookDeliveryTests
{
    private const string CubeSecret = "cube-secret";

    [Fact]
    public void ToString_IsProviderAndShortName()
    {
        var key = IdempotencyKey.Create("cue", "/cue", null, DeliveryIdentity.FromSigned("evt_1"));

        new WebhookDelivery("cue", "/cue", key, new WebhookBody(default)).ToString().Should().Be($"cue {key.ShortName}");
    }

    [Fact]
    public async Task Headers_OfAProviderThatDoesNotSign_AreNotSigned()
    {
        await using var harness = new ReceiverHarness(settings: new() { ["Webhooks:plain:DangerouslyAcceptUnauthenticatedRequests"] = "true" });
        IReadOnlyList<WebhookDeliveryHeader> headers = [];
        var endpoint = new WebhookEndpoint<PlainEvent>("/plain", (_, context) =>
        {
            headers = context.Delivery.Headers;
            return Task.CompletedTask;
        });

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync(
            new WebhookRequest("POST", "/plain", [new("x-kind", "a"), new("X-KIND", "b"), new("X-Other", "c")], """{"type":"t","id":"1"}"""u8.ToArray()),
            endpoint, CancellationToken.None);

        result.Outcome.Should().Be(WebhookOutcome.Processed);
        WebhookDeliveryHeader header = headers.Should().ContainSingle().Subject;
        (header.Name, header.Value, header.IsSigned).Should().Be(("X-Kind", "a,b", false));
        header.ToString().Should().Be("X-Kind");
    }

    [Fact]
    public async Task Headers_ThatTheProviderDoesNotDeclare_AreNone()
    {
        await using var harness = new ReceiverHarness();
        IReadOnlyList<WebhookDeliveryHeader>? headers = null;

        await harness.Receive(CueDelivery.Click(), (_, context) =>
        {
            headers = context.Delivery.Headers;
            return Task.CompletedTask;
        });

        headers.Should().BeSameAs(Array.Empty<WebhookDeliveryHeader>(), "nothing is allocated for a provider without headers");
    }

    [Theory]
    [InlineData("2026-03-13T17:45:00Z", WebhookOutcome.Processed)]
    [InlineData("2026-03-13T16:45:00Z", WebhookOutcome.Unauthenticated)]
    public async Task MaxEventAge_TimesInBodyAndHeader_TheBodysCounts(string time, WebhookOutcome outcome)
    {
        await using var harness = new ReceiverHarness(settings: new()
        {
            ["Webhooks:CubeConnect:Secrets:0"] = CubeSecret,
            ["Webhooks:CubeConnect:MaxEventAge"] = "00:10:00",
        });
        var endpoint = new WebhookEndpoint<CubeConnectEvent>("/cube", (_, _) => Task.CompletedTask);
        byte[] body = Encoding.UTF8.GetBytes($$"""{"event":"webhook.test","tenant_id":1,"timestamp":"{{time}}"}""");
        string signedAt = harness.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(signedAt + "."), .. body];
        byte[] mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(CubeSecret), signed);

        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync(
            new WebhookRequest(
                "POST", "/cube", [new("X-Webhook-Timestamp", signedAt), new("X-Webhook-Signature", Convert.ToHexStringLower(mac))], body),
            endpoint, CancellationToken.None);

        result.Outcome.Should().Be(outcome);
    }

    [Fact]
    public async Task Endpoint_NameInOptions_TakesPrecedence()
    {
        await using var harness = new ReceiverHarness();
        string? name = null;
        var endpoint = new WebhookEndpoint<CueEvent>(
            "/route", (_, context) => Task.FromResult(name = context.Delivery.Endpoint), new WebhookEndpointOptions { Name = "stable" });

        await harness.Receiver.ReceiveAsync(CueDelivery.Click(), endpoint, CancellationToken.None);

        (endpoint.Name, name).Should().Be(("stable", "stable"));
    }

    private sealed class PlainEvent(string type) : IWebhookEvent<PlainEvent>
    {
        public static WebhookProvider<PlainEvent> Provider { get; } = new PlainProvider();

        public DeliveryIdentity Identity { get; set; }

        public string Type => type;
    }

    private sealed class PlainProvider : JsonWebhookProvider<PlainEvent>
    {
        public override string Name => "plain";

        public override SignatureScheme? Scheme => null;

        public override IReadOnlyList<string> Headers => ["X-Kind"];

        public override SenderBehavior Sender => SlowSender.Behavior;

        protected override PlainEvent CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new(type);
    }
}
