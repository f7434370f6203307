namespace Webhooks.Receiver.Tests;

/// <summary>Which authenticators of tenants are kept, seen in how often a tenant's secret is checked: once for each that is created.</summary>
public sealed class KeptAuthenticatorsTests
{
    private readonly string _tenant = $"{Guid.NewGuid()}"; // the counts are the process's

    private readonly WebhookEndpoint<CountedEvent> _endpoint = ReceiverHarness.EndpointOf<CountedEvent>("/{tenant}/counted", new WebhookEndpointOptions
    {
        ResolveTenant = (request, _) => ValueTask.FromResult<WebhookTenant?>(new(request.GetRouteValue("tenant")!, request.GetRouteValue("tenant")!)),
    });

    [Fact]
    public async Task Receive_TenantSendsAgain_ItsAuthenticatorIsKept()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);

        for (int i = 0; i < 3; i++)
        {
            await ReceiveFrom(harness, _tenant);
        }

        CountedEvent.Authenticator.ChecksOf(_tenant).Should().Be(1);
    }

    [Fact]
    public async Task Receive_ManyTenants_TheFirstAuthenticatorIsDiscardedAndTheLastKept()
    {
        const int Tenants = 5000;
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        for (int i = 1; i <= Tenants; i++)
        {
            await ReceiveFrom(harness, $"{_tenant} {i}");
        }

        await ReceiveFrom(harness, $"{_tenant} 1");
        await ReceiveFrom(harness, $"{_tenant} {Tenants}");

        CountedEvent.Authenticator.ChecksOf($"{_tenant} 1").Should().Be(2, "what is kept is bounded");
        CountedEvent.Authenticator.ChecksOf($"{_tenant} {Tenants}").Should().Be(1);
    }

    private async Task ReceiveFrom(ReceiverHarness harness, string tenant)
    {
        var request = new WebhookRequest("POST", "/counted", [], Sender.Utf8("""{"MessageId":"m1"}"""));
        var source = new BufferedSource(request) { RouteValues = new Dictionary<string, string> { ["tenant"] = tenant } };
        (await harness.ReceiveAt(_endpoint, source, (_, _) => Task.CompletedTask)).IsAcknowledged.Should().BeTrue();
    }
}
