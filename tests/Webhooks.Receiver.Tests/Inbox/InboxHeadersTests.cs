using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Webhooks.Receiver.Tests;

/// <summary>The worker has only the headers that a provider declares. An event that needs another one must be refused before it is stored.</summary>
public sealed class InboxHeadersTests
{
    private const string Secret = "kinds-secret-51d0";

    [Theory]
    [InlineData(false, WebhookOutcome.Processed)]
    [InlineData(true, WebhookOutcome.Malformed)]
    public async Task Provider_ThatReadsAHeaderItDoesNotDeclare_IsRefusedIfStored(bool background, WebhookOutcome outcome)
    {
        await using ReceiverHarness harness = Start();

        WebhookReceiveResult result = await SendAsync<Undeclared>(harness, background, (_, _) => Task.CompletedTask);

        (result.Outcome, result.Reason).Should().Be((outcome, background ? WebhookFailureReason.TypeMissing : null));
        Inbox(harness).Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Provider_ThatDeclaresTheHeaderThatItReads_IsHandled()
    {
        await using ReceiverHarness harness = Start();
        var handled = new TaskCompletionSource<string>();

        WebhookReceiveResult result = await SendAsync<Declared>(harness, background: true, (e, context) =>
            Task.FromResult(handled.TrySetResult($"{e.Type} {context.Delivery.Headers.Single().Value}")));

        result.Outcome.Should().Be(WebhookOutcome.Accepted);
        await StartWorker(harness);
        (await handled.Task.WaitAsync(Eventually.Limit)).Should()
            .Be("opened, again opened,again", "the parser gets each value, as it would at once, and handlers get them joined");
        Encoding.UTF8.GetString(Inbox(harness).Single.Delivery.Metadata.Span).Should()
            .StartWith("""{"headers":[{"key":"X-Kind","value":"opened"},{"key":"X-Kind","value":"again"}]""");
        harness.Lifetime.StopApplication();
    }

    [Fact]
    public async Task Item_ThatAnEarlierVersionStoredWithJoinedValues_IsHandled()
    {
        await using ReceiverHarness harness = Start();
        var handled = new TaskCompletionSource<string>();
        var endpoint = new WebhookEndpoint<KindEvent<Declared>>(
            "/kinds", (e, _) => Task.FromResult(handled.TrySetResult(e.Type)), new WebhookEndpointOptions { ProcessInBackground = true });
        byte[] body = Encoding.UTF8.GetBytes("hello");
        await Inbox(harness).AcceptAsync(
            new InboxDelivery
            {
                Key = IdempotencyKey.Create("kinds", "/kinds", tenant: null, DeliveryIdentity.FromBody(body)),
                Provider = "kinds",
                Endpoint = "/kinds",
                EventType = "opened,again",
                ReceivedAt = harness.Clock.GetUtcNow(),
                Retention = TimeSpan.FromDays(7),
                Metadata = Encoding.UTF8.GetBytes("""{"headers":[{"key":"X-Kind","value":"opened,again"}]}"""),
                Body = body,
            },
            CancellationToken.None);

        harness.Receiver.EnsureAllReady([endpoint]);
        await StartWorker(harness);

        (await handled.Task.WaitAsync(Eventually.Limit)).Should().Be("opened,again");
        harness.Lifetime.StopApplication();
    }

    private static async Task StartWorker(ReceiverHarness harness)
    {
        foreach (IHostedService service in harness.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    private static ReceiverHarness Start() => new(
        builder => builder.Services.AddSingleton<IInboxStore>(services => new MemoryInbox(services.GetRequiredService<TimeProvider>())),
        new() { ["Webhooks:kinds:Secrets:0"] = Secret });

    private static MemoryInbox Inbox(ReceiverHarness harness) => (MemoryInbox)harness.Services.GetRequiredService<IInboxStore>();

    private static ValueTask<WebhookReceiveResult> SendAsync<T>(ReceiverHarness harness, bool background, Func<KindEvent<T>, WebhookContext, Task> handle)
        where T : IDeclaration
    {
        var endpoint = new WebhookEndpoint<KindEvent<T>>("/kinds", handle, new WebhookEndpointOptions { ProcessInBackground = background });
        byte[] body = Encoding.UTF8.GetBytes("hello");
        var request = new WebhookRequest("POST", "/kinds",
            [new("X-Kind", "opened"), new("X-Kind", "again"), new("X-Sum", Bundle.Sign("hello", Secret)), new("Content-Type", "application/json")], body);
        return harness.Receiver.ReceiveAsync(request, endpoint, CancellationToken.None);
    }

    private interface IDeclaration
    {
        static abstract IReadOnlyList<string> Headers { get; }
    }

    private sealed class Declared : IDeclaration
    {
        public static IReadOnlyList<string> Headers => ["X-Kind"];
    }

    private sealed class Undeclared : IDeclaration
    {
        public static IReadOnlyList<string> Headers => [];
    }

    private sealed class KindEvent<T>(string type) : IWebhookEvent<KindEvent<T>>
        where T : IDeclaration
    {
        public static WebhookProvider<KindEvent<T>> Provider { get; } = new KindProvider<T>();

        public DeliveryIdentity Identity { get; set; }

        public string Type => type;
    }

    private sealed class KindProvider<T> : WebhookProvider<KindEvent<T>>
        where T : IDeclaration
    {
        public override string Name => "kinds";

        public override SignatureScheme Scheme { get; } = new() { Header = "X-Sum" };

        public override IReadOnlyList<string> Headers => T.Headers;

        public override SenderBehavior Sender { get; } = new()
        {
            Deadline = TimeSpan.FromSeconds(10),
            ShortestRetryWindow = TimeSpan.FromMinutes(10),
            DefaultLease = TimeSpan.FromSeconds(30),
        };

        public override WebhookParseResult<KindEvent<T>> Parse(WebhookPayload payload) => payload.Headers["X-Kind"] is { Count: > 0 } kind
            ? WebhookParseResult<KindEvent<T>>.Parsed(new KindEvent<T>(string.Join(", ", [.. kind])), DeliveryIdentity.FromBody(payload.Body))
            : WebhookParseResult<KindEvent<T>>.Malformed(WebhookFailureReason.TypeMissing);
    }
}
