using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Chaos;

/// <summary>Puts the crash points around the registered stores.</summary>
internal static class CrashingStores
{
    public static void Wrap(IServiceCollection services)
    {
        Wrap<IIdempotencyStore>(services, static (provider, store) => new CrashingIdempotencyStore(
            store, provider.GetRequiredService<CrashSwitch>()));
        Wrap<IInboxStore>(services, static (provider, store) => new CrashingInboxStore(
            store, provider.GetRequiredService<CrashSwitch>(), provider.GetRequiredService<Journal>(),
            provider.GetRequiredService<ReceiverSettings>()));
        Wrap<IDeliverySettlement>(services, static (provider, settlement) => new CrashingSettlement(
            settlement, provider.GetRequiredService<CrashSwitch>()));
    }

    private static void Wrap<T>(IServiceCollection services, Func<IServiceProvider, T, T> wrap)
        where T : class
    {
        ServiceDescriptor inner = services.Single(service => service.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider => wrap(provider, (T)(
            inner.ImplementationInstance
            ?? inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)))));
    }
}
