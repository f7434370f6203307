using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.Catalog.Tests;

/// <summary>A running app on the loopback address that notes what it handles.</summary>
internal sealed class CatalogApp : IAsyncDisposable
{
    private readonly WebApplication _host;

    private CatalogApp(WebApplication host, ManualTimeProvider clock, LogCollector logs, List<Handled> handled)
    {
        (_host, Clock, Logs, Handled) = (host, clock, logs, handled);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(host.Urls.Single()),
            Timeout = Eventually.Limit,
        };
    }

    public HttpClient Client { get; }

    public ManualTimeProvider Clock { get; }

    public LogCollector Logs { get; }

    public List<Handled> Handled { get; }

    /// <summary>An app that has what a vector needs, at any path.</summary>
    public static Task<CatalogApp> StartAsync(ProviderCase one, PublicVector vector)
    {
        Dictionary<string, string?> settings = vector.Secrets.Index().ToDictionary(secret => $"Secrets:{secret.Index}", secret => (string?)secret.Item);
        settings["PublicUrl"] = vector.Url is null ? null : vector.Url[..vector.Url.IndexOf('/', vector.Url.IndexOf("//", StringComparison.Ordinal) + 2)];
        return StartAsync(one, settings, vector.Now ?? ProviderCase.Now, "/{**path}");
    }

    public static async Task<CatalogApp> StartAsync(
        ProviderCase one, Dictionary<string, string?>? settings = null, DateTimeOffset? now = null, string? path = null, string? inbox = null, bool fails = false)
    {
        var clock = new ManualTimeProvider(now ?? ProviderCase.Now);
        var logs = new LogCollector();
        List<Handled> handled = [];
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        string section = $"Webhooks:{one.Provider.ConfigurationSection}";
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [$"{section}:Secrets:0"] = one.Configured ?? one.Secret });
        builder.Configuration.AddInMemoryCollection(one.SignsUrl ? new Dictionary<string, string?> { [$"{section}:PublicUrl"] = "https://hooks.example.com" } : []);
        builder.Configuration.AddInMemoryCollection(one.Settings.Concat(settings ?? []).Select(pair => KeyValuePair.Create($"{section}:{pair.Key}", pair.Value)));
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Services.AddSingleton<TimeProvider>(clock);
        IWebhooksBuilder webhooks = builder.Services.AddWebhooks();
        if (inbox is not null)
        {
            webhooks.AddSqlite($"Data Source={inbox};Pooling=False");
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication host = builder.Build();
        one.Map(host, path ?? one.Provider.DefaultPath, (e, context) =>
        {
            lock (handled)
            {
                handled.Add(new Handled(e, context.Delivery.Authenticated, context.Delivery.Body.ToArray(), context.Delivery.Headers, context.Delivery.Key));
            }

            return fails ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask;
        }, inBackground: inbox is not null);
        await host.StartAsync();
        return new CatalogApp(host, clock, logs, handled);
    }

    public async Task<HttpStatusCode> StatusOfAsync(HttpRequestMessage message)
    {
        using HttpRequestMessage sent = message;
        using HttpResponseMessage response = await Client.SendAsync(sent);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }
}
