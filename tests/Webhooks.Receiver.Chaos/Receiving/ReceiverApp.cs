using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Receiver.AdGem;
using Webhooks.Receiver.CubeConnect;
using Webhooks.Receiver.Cue;
using Webhooks.Receiver.CueApi;
using Webhooks.Receiver.Sori;

namespace Webhooks.Receiver.Chaos;

/// <summary>An app with an endpoint of each provider in each mode.</summary>
internal static class ReceiverApp
{
    private static readonly TimeSpan _inboxLease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _retryDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _maxRetryDelay = TimeSpan.FromSeconds(2);

    public static WebApplication Create(ReceiverSettings settings, Journal journal)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.TimestampFormat = "HH:mm:ss.fff ").AddConsole(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Configuration.AddInMemoryCollection(ChaosProvider.All.SelectMany(provider => Configure(provider, settings.Sender)));
        AddReceiver(builder.Services, settings, journal);
        WebApplication app = builder.Build();
        Map<CueEvent>(app);
        Map<CueApiEvent>(app);
        Map<CueApiSubscriptionEvent>(app);
        Map<CubeConnectEvent>(app);
        Map<AdGemEvent>(app);
        Map<SoriEvent>(app);
        return app;
    }

    private static void AddReceiver(IServiceCollection services, ReceiverSettings settings, Journal journal)
    {
        services.AddSingleton(settings).AddSingleton(journal).AddSingleton<EventHandling>();
        settings.Database.AddStores(services.AddWebhooks());
        services.AddSingleton<CrashSwitch>().AddScoped<ScopeEnd>();
        CrashingStores.Wrap(services);
        services.Configure<WebhookInboxOptions>(options =>
        {
            options.Lease = _inboxLease;
            options.PollInterval = _pollInterval;
            options.RetryDelay = _retryDelay;
            options.MaxRetryDelay = _maxRetryDelay;
            options.MaxAttempts = 100; // only what says so is dead
        });
    }

    private static IEnumerable<KeyValuePair<string, string?>> Configure(ChaosProvider provider, SenderKind sender)
    {
        string section = $"{WebhookOptions.SectionName}:{provider.Provider.ConfigurationSection}";
        yield return new($"{section}:{(provider.Provider.Scheme is null ? "UrlTokens" : "Secrets")}:0", ChaosProvider.Secret);
        yield return new($"{section}:{nameof(WebhookOptions.IdempotencyLease)}", provider.GetLease(sender).ToString());
    }

    private static void Map<TEvent>(WebApplication app)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        EventHandling handling = app.Services.GetRequiredService<EventHandling>();
        ChaosProvider provider = ChaosProvider.All.Single(known => ReferenceEquals(known.Provider, TEvent.Provider));
        string token = provider.Provider.Scheme is null ? $"/{{{WebhookProvider.UrlTokenParameter}}}" : "";
        foreach (HandlingMode mode in Enum.GetValues<HandlingMode>())
        {
            WebhookEndpointBuilder<TEvent> endpoint = app.MapWebhook<TEvent>(
                provider.GetPath(mode) + token, (_, context) => handling.HandleAsync(mode, context));
            _ = mode.IsInBackground() ? endpoint.ProcessInBackground() : endpoint;
            _ = mode.IsInTransaction() ? endpoint.HandleInTransaction() : endpoint;
        }
    }
}
