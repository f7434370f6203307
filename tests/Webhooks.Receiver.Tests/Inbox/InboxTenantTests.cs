using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Tests;

/// <summary>Tenants in the background: each event keeps its tenant, and tenants do not wait for each other.</summary>
public sealed class InboxTenantTests
{
    [Fact]
    public async Task Receive_EqualOrderingKeysOfTwoTenants_AreTwoKeys()
    {
        await using ReceiverHarness harness = Start();
        WebhookEndpoint<CueEvent> endpoint = Endpoint((_, _) => Task.CompletedTask, orderBy: _ => "campaign");

        await Receive(harness, endpoint, "red", "evt_1");
        await Receive(harness, endpoint, "red", "evt_2");
        await Receive(harness, endpoint, "blue", "evt_3");

        string[] keys = [.. Inbox(harness).Rows.Select(row => Convert.ToHexString(row.Delivery.OrderingKey.Span))];
        keys.Should().HaveCount(3).And.OnlyContain(key => key.Length == 64);
        keys[1].Should().Be(keys[0], "the events of one tenant are ordered");
        keys[2].Should().NotBe(keys[0], "an event of one tenant that fails must not hold up another tenant's");
    }

    [Fact]
    public async Task Receive_TenantAndKeyThatAreEqualWhenJoined_AreTwoKeys()
    {
        await using ReceiverHarness harness = Start();
        WebhookEndpoint<CueEvent> endpoint = Endpoint((_, _) => Task.CompletedTask, orderBy: e => e.Id == "evt_1" ? "bc" : "c");

        await Receive(harness, endpoint, "a", "evt_1");
        await Receive(harness, endpoint, "ab", "evt_2");

        Inbox(harness).Rows.Select(row => Convert.ToHexString(row.Delivery.OrderingKey.Span)).Should().HaveCount(2).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Worker_EventsOfTwoTenants_HandlersSeeTheirTenant()
    {
        await using ReceiverHarness harness = Start();
        var handled = new TaskCompletionSource();
        List<(string Id, string? Tenant, IdempotencyKey Key)> seen = [];
        WebhookEndpoint<CueEvent> endpoint = Endpoint((e, context) =>
        {
            lock (seen)
            {
                seen.Add((e.Id, context.Delivery.Tenant, context.Delivery.Key));
                if (seen.Count == 2)
                {
                    handled.SetResult();
                }
            }

            return Task.CompletedTask;
        });
        WebhookReceiveResult red = await Receive(harness, endpoint, "red", "evt_1");
        WebhookReceiveResult blue = await Receive(harness, endpoint, "blue", "evt_1");

        foreach (IHostedService service in harness.Services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        await handled.Task.WaitAsync(Eventually.Limit);
        Inbox(harness).Rows.Select(row => row.Delivery.Tenant).Should().Equal("red", "blue");
        seen.Should().BeEquivalentTo([("evt_1", "red", red.Key!.Value), ("evt_1", "blue", blue.Key!.Value)]);
        harness.Lifetime.StopApplication();
    }

    private static WebhookEndpoint<CueEvent> Endpoint(Func<CueEvent, WebhookContext, Task> handle, Func<CueEvent, string?>? orderBy = null) => new(
        "/webhooks/{tenant}/cue",
        handle,
        new WebhookEndpointOptions
        {
            ProcessInBackground = true,
            ResolveTenant = (request, _) =>
            {
                string tenant = request.GetRouteValue("tenant")!;
                return ValueTask.FromResult<WebhookTenant?>(new WebhookTenant(tenant, TenantDelivery.SecretOf(tenant)));
            },
        })
    {
        OrderBy = orderBy,
    };

    private static async Task<WebhookReceiveResult> Receive(ReceiverHarness harness, WebhookEndpoint endpoint, string tenant, string id)
    {
        BufferedSource source = TenantDelivery.Source(tenant, TenantDelivery.SecretOf(tenant), id);
        WebhookReceiveResult result = await harness.Receiver.ReceiveAsync(source, endpoint, CancellationToken.None);
        result.Outcome.Should().Be(WebhookOutcome.Accepted);
        return result;
    }

    private static ReceiverHarness Start() => new(
        builder => builder.Services.AddSingleton<IInboxStore>(services => new MemoryInbox(services.GetRequiredService<TimeProvider>())),
        TenantDelivery.NoSettings);

    private static MemoryInbox Inbox(ReceiverHarness harness) => (MemoryInbox)harness.Services.GetRequiredService<IInboxStore>();
}
