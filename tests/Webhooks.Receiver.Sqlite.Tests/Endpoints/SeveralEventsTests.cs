using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>Deliveries with several events on a file.</summary>
public sealed class SeveralEventsTests : IDisposable
{
    private readonly DatabaseFile _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [MemberData(nameof(BundleStoreCases.Names), MemberType = typeof(BundleStoreCases))]
    public async Task Store_CaseOfSeveralEvents_Passes(string name)
    {
        await using StoreInstance stores = await StartAsync();
        _file.Execute("CREATE TABLE effects (id TEXT NOT NULL)");

        await BundleStoreCases.RunAsync(name, new BundleStore(stores.Services, "effects", ReadEffectsAsync));
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
