using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Deliveries with several events on a file.</summary>
public sealed class SeveralEventsTests : IDisposable
{
    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task HandleInTransaction_WithOneThatFails_HasEachEffectOnce()
    {
        await using StoreInstance stores = await StartAsync();
        _file.Execute("CREATE TABLE effects (id TEXT NOT NULL)");

        await BundleStoreCases.HandleInTransaction_WithOneThatFails_HasEachEffectOnceAsync(stores.Services, "effects", ReadEffectsAsync);
    }

    [Fact]
    public async Task ProcessInBackground_WithAnOrder_HandlesEachOnceInOrder()
    {
        await using StoreInstance stores = await StartAsync();

        await BundleStoreCases.ProcessInBackground_WithAnOrder_HandlesEachOnceInOrderAsync(stores.Services);
    }

    [Fact]
    public async Task ProcessInBackground_OfOverlappingDeliveries_HandlesEachOnce()
    {
        await using StoreInstance stores = await StartAsync();

        await BundleStoreCases.ProcessInBackground_OfOverlappingDeliveries_HandlesEachOnceAsync(stores.Services);
    }

    [Fact]
    public async Task AcceptAll_ThatFailsInTheMiddle_StoresNothing()
    {
        await using StoreInstance stores = await StartAsync();

        await BundleStoreCases.AcceptAll_ThatFailsInTheMiddle_StoresNothingAsync(stores.Services);
    }

    private Task<StoreInstance> StartAsync() => StoreInstance.StartAsync(_file.ConnectionString, more: services =>
    {
        services.ConfigureAll<WebhookOptions>(options => options.Secrets = [Bundle.Secret]);
        services.Configure<WebhookInboxOptions>(options => options.RetryDelay = TimeSpan.FromMilliseconds(1));
    });

    private Task<string[]> ReadEffectsAsync()
    {
        using SqliteConnection connection = _file.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM effects";
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> ids = [];
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return Task.FromResult(ids.ToArray());
    }
}
