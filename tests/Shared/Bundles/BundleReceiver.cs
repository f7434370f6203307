using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Webhooks.Receiver.Tests;

/// <summary>A receiver of bundles on durable stores, with its worker if it is in the background.</summary>
internal sealed class BundleReceiver : IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly WebhookEndpoint<BundleEvent> _endpoint;
    private readonly List<IHostedService> _workers = [];

    private BundleReceiver(IServiceProvider services, Func<BundleEvent, WebhookContext, Task> handle, WebhookEndpointOptions options, bool isOrdered)
    {
        _services = services;
        _endpoint = new WebhookEndpoint<BundleEvent>(
            "/bundles",
            async (e, context) =>
            {
                await handle(e, context);
                Handled.Enqueue(e.Id);
            },
            options)
        { OrderBy = isOrdered ? _ => "all" : null };
    }

    /// <summary>The ids of the events that were handled with success, in their order.</summary>
    public ConcurrentQueue<string> Handled { get; } = [];

    /// <param name="services">Services with the stores, and with the bundles' secret.</param>
    /// <param name="handle">The handler.</param>
    /// <param name="options">The endpoint's options.</param>
    /// <param name="isOrdered">Whether all events have one ordering key.</param>
    public static async Task<BundleReceiver> StartAsync(
        IServiceProvider services, Func<BundleEvent, WebhookContext, Task> handle, WebhookEndpointOptions options, bool isOrdered = false)
    {
        var receiver = new BundleReceiver(services, handle, options, isOrdered);
        services.GetRequiredService<WebhookReceiver>().EnsureAllReady([receiver._endpoint]);
        foreach (IHostedService worker in options.ProcessInBackground ? services.GetServices<IHostedService>().Where(service => service is not IHostedLifecycleService) : [])
        {
            await worker.StartAsync(CancellationToken.None);
            receiver._workers.Add(worker);
        }

        return receiver;
    }

    /// <summary>Writes an effect in the handler's transaction.</summary>
    public static async Task InsertEffectAsync(string table, BundleEvent e, WebhookContext context)
    {
        IWebhookTransaction transaction = context.Services.GetRequiredService<IWebhookTransaction>();
        await using DbCommand command = transaction.Connection.CreateCommand();
        command.Transaction = transaction.Transaction;
        command.CommandText = $"INSERT INTO {table} (id) VALUES (@id)";
        DbParameter parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@id", e.Id);
        command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(context.CancellationToken);
    }

    public async Task<WebhookOutcome> SendAsync(params string[] ids) => (await _services.GetRequiredService<WebhookReceiver>().ReceiveAsync(
        Bundle.Request(Bundle.BodyOf(ids)), _endpoint, CancellationToken.None)).Outcome;

    /// <summary>Sends as a sender does: until it is acknowledged.</summary>
    public async Task SendUntilDoneAsync(string[] ids)
    {
        for (int tries = 0; await SendAsync(ids) is not (WebhookOutcome.Accepted or WebhookOutcome.Processed or WebhookOutcome.Duplicate); tries++)
        {
            tries.Should().BeLessThan(10_000);
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IHostedService worker in _workers)
        {
            await Eventually.Ends(worker.StopAsync(CancellationToken.None));
        }
    }
}
