using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Receiver.Cue;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>A receiver of Cue's deliveries with one endpoint, on a database file that has a table of effects.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private const string Secret = "cue-test-secret";

    private readonly StoreInstance _stores;
    private readonly WebhookEndpoint<CueEvent> _endpoint;
    private readonly List<IHostedService> _started = [];

    private Receiver(StoreInstance stores, WebhookEndpoint<CueEvent> endpoint)
    {
        _stores = stores;
        _endpoint = endpoint;
    }

    public StoreInstance Stores => _stores;

    public static Task<Receiver> StartAsync(
        DatabaseFile file, Func<CueEvent, WebhookContext, Task> handler, bool inTransaction = true, bool inBackground = false,
        TimeProvider? clock = null, Action<IServiceCollection>? more = null) =>
        StartAsync(file.ConnectionString, handler, inTransaction, inBackground, createsTable: true, clock, more);

    public static async Task<Receiver> StartAsync(
        string connectionString, Func<CueEvent, WebhookContext, Task> handler, bool inTransaction = true, bool inBackground = false,
        bool createsTable = true, TimeProvider? clock = null, Action<IServiceCollection>? more = null)
    {
        StoreInstance stores = await StoreInstance.StartAsync(connectionString, clock, services =>
        {
            services.ConfigureAll<WebhookOptions>(options => options.Secrets = [Secret]);
            more?.Invoke(services);
        });
        if (createsTable)
        {
            CreateTable(connectionString);
        }

        var endpoint = new WebhookEndpoint<CueEvent>(
            "/webhooks/cue", handler, new() { HandleInTransaction = inTransaction, ProcessInBackground = inBackground });
        stores.Services.GetRequiredService<WebhookReceiver>().EnsureAllReady([endpoint]);
        var receiver = new Receiver(stores, endpoint);
        foreach (IHostedService service in inBackground ? Workers(stores) : [])
        {
            await service.StartAsync(CancellationToken.None);
            receiver._started.Add(service);
        }

        return receiver;
    }

    /// <summary>Writes an effect in the handler's transaction.</summary>
    public static async Task InsertEffectAsync(CueEvent e, WebhookContext context)
    {
        IWebhookTransaction transaction = context.Services.GetRequiredService<IWebhookTransaction>();
        await using var command = transaction.Connection.CreateCommand();
        command.Transaction = transaction.Transaction;
        command.CommandText = "INSERT INTO effects (id) VALUES ($id)";
        command.Parameters.Add(new SqliteParameter("$id", e.Id));
        await command.ExecuteNonQueryAsync(context.CancellationToken);
    }

    public async Task<WebhookOutcome> ReceiveAsync(string id) =>
        (await _stores.Services.GetRequiredService<WebhookReceiver>().ReceiveAsync(CreateRequest(id), _endpoint, CancellationToken.None)).Outcome;

    public async ValueTask DisposeAsync()
    {
        foreach (IHostedService service in _started)
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _stores.DisposeAsync();
    }

    private static void CreateTable(string connectionString)
    {
        using var connection = new SqliteConnection($"{connectionString};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE IF NOT EXISTS effects (id TEXT NOT NULL)";
        command.ExecuteNonQuery();
    }

    private static IEnumerable<IHostedService> Workers(StoreInstance stores) =>
        stores.Services.GetServices<IHostedService>().Where(service => service is not IHostedLifecycleService);

    private static WebhookRequest CreateRequest(string id)
    {
        byte[] body = CueSamplePayloads.AdClick(id: id);
        return new WebhookRequest(
            "POST", "/webhooks/cue", [new("Content-Type", "application/json"), .. WebhookSigner.Sign<CueEvent>(Secret, body)], body);
    }
}
