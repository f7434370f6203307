using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>The services that a tenant resolver gets.</summary>
public sealed class TenantServicesTests
{
    [Fact]
    public async Task Resolve_RequestWithServicesOfItsOwn_GetsThem()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);
        await using ServiceProvider services = new ServiceCollection().BuildServiceProvider();

        (await GetResolversServices(harness, services)).Should().BeSameAs(services);
    }

    [Fact]
    public async Task Resolve_RequestWithoutServices_GetsTheApps()
    {
        await using var harness = new ReceiverHarness(settings: TenantDelivery.NoSettings);

        IServiceProvider? services = await GetResolversServices(harness, services: null);

        services!.GetRequiredService<WebhookReceiver>().Should().BeSameAs(harness.Receiver);
    }

    private static async Task<IServiceProvider?> GetResolversServices(ReceiverHarness harness, IServiceProvider? services)
    {
        IServiceProvider? seen = null;
        var endpoint = TenantDelivery.Endpoint((request, _) =>
        {
            seen = request.Services;
            return ValueTask.FromResult<WebhookTenant?>(null);
        });

        await harness.ReceiveAt(endpoint, new BufferedSource(CueDelivery.Click()) { Services = services }, (_, _) => Task.CompletedTask);

        return seen;
    }
}
