using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>A running app of a test: real pipeline, real server on the loopback address unless the test needs no socket.</summary>
internal sealed class WebhookApp : IAsyncDisposable
{
    private readonly WebhookAppOptions _options;

    private WebhookApp(WebApplication host, WebhookAppOptions options, LogCollector logs, FaultInjectingIdempotencyStore store)
    {
        (Host, _options, Logs, Store) = (host, options, logs, store);
        if (options.UsesTestServer)
        {
            Client = host.GetTestClient();
            return;
        }

        var address = new Uri(host.Urls.Single());
        Address = new IPEndPoint(IPAddress.Loopback, address.Port);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = Eventually.Limit,
        };
    }

    public WebApplication Host { get; }

    public LogCollector Logs { get; }

    public HttpClient Client { get; }

    public IPEndPoint Address { get; } = new(IPAddress.None, 0);

    public ManualTimeProvider Clock => _options.Clock;

    /// <summary>What the app uses, where a test may inject faults.</summary>
    public FaultInjectingIdempotencyStore Store { get; }

    /// <summary>The store behind it.</summary>
    public InMemoryIdempotencyStore Memory => _options.Memory;

    public IServiceProvider Services => Host.Services;

    /// <summary>An app that gives all of Cue's events to one handler at the default path.</summary>
    public static Task<WebhookApp> HandleAsync(
        Func<CueEventSeen, Task> handler, Action<WebhookAppOptions>? configure = null) =>
        StartAsync(app => app.MapWebhook<Cue.CueEvent>((e, context) => handler(new CueEventSeen(e, context))), configure);

    /// <summary>An app that gives all of Cue's events to one handler, at the default path and free-form at another.</summary>
    public static Task<WebhookApp> HandleBothWaysAsync(
        Func<CueEventSeen, Task> handler, Action<WebhookAppOptions>? configure = null) => StartAsync(
        app =>
        {
            app.MapWebhook<Cue.CueEvent>((e, context) => handler(new CueEventSeen(e, context)));
            app.MapPost("/free-form", (Webhook<Cue.CueEvent> webhook) => handler(new CueEventSeen(webhook.Event, webhook.Context)));
        },
        configure);

    public static async Task<WebhookApp> StartAsync(Action<WebApplication> map, Action<WebhookAppOptions>? configure = null)
    {
        var options = new WebhookAppOptions();
        configure?.Invoke(options);
        var logs = new LogCollector();
        var store = new FaultInjectingIdempotencyStore(options.Memory, options.Clock);
        WebApplication host = Build(options, logs, store);
        try
        {
            map(host);
            await host.StartAsync();
            return new WebhookApp(host, options, logs, store);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task<HttpResponseMessage> SendAsync(CueRequest request, string path = CueRequest.DefaultPath) =>
        Client.SendAsync(request.ToMessage(path));

    public async Task<HttpStatusCode> StatusOfAsync(CueRequest request, string path = CueRequest.DefaultPath)
    {
        using HttpResponseMessage response = await SendAsync(request, path);
        return response.StatusCode;
    }

    /// <summary>Sends a message and disposes of it.</summary>
    public async Task<HttpStatusCode> StatusOfAsync(HttpRequestMessage message)
    {
        using (message)
        {
            using HttpResponseMessage response = await Client.SendAsync(message);
            return response.StatusCode;
        }
    }

    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(Address);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    private static WebApplication Build(WebhookAppOptions options, LogCollector logs, FaultInjectingIdempotencyStore store)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = options.Environment,
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Logging.ClearProviders().AddProvider(logs);
        if (!options.HasLogLevelsOfSettings)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter<LogCollector>(null, LogLevel.Trace);
        }

        builder.Services.AddSingleton<TimeProvider>(options.Clock);
        builder.Services.AddSingleton<IIdempotencyStore>(store);
        if (options.UsesTestServer)
        {
            builder.WebHost.UseTestServer();
        }
        else
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
                IPAddress.Loopback, options.Port, listen => listen.Protocols = options.Protocols));
        }

        if (options.AddsWebhooks)
        {
            IWebhooksBuilder webhooks = builder.Services.AddWebhooks();
            options.Webhooks?.Invoke(webhooks);
        }

        options.Builder?.Invoke(builder);
        return builder.Build();
    }
}
