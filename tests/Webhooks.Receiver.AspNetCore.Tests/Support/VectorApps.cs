namespace Webhooks.Receiver.AspNetCore.Tests.Support;

/// <summary>Running apps for signature cases: one for each provider and set of secrets, started when a case needs it.</summary>
public sealed class VectorApps : IAsyncLifetime
{
    private readonly Dictionary<string, WebhookApp> _apps = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (WebhookApp app in _apps.Values)
        {
            await app.DisposeAsync();
        }
    }

    /// <summary>How many apps run.</summary>
    internal int Count => _apps.Count;

    /// <summary>The app for a case, at the case's time and with an empty log.</summary>
    internal async Task<WebhookApp> ForAsync(SignatureVector vector)
    {
        string name = string.Join('\0', [vector.Provider, .. vector.Secrets]);
        if (!_apps.TryGetValue(name, out WebhookApp? app))
        {
            ProviderUnderTest provider = ProvidersUnderTest.Named(vector.Provider);
            app = await WebhookApp.StartAsync(
                app => provider.Map(app, (_, _) => Task.CompletedTask),
                options =>
                {
                    provider.Configure(options, vector.Secrets);
                    options.Settings[$"Webhooks:{provider.Section}:MaxRequestBodySize"] = $"{1 << 30}";
                });
            _apps.Add(name, app);
        }

        app.Clock.StepWallClock(vector.Now - app.Clock.GetUtcNow());
        app.Logs.Clear();
        return app;
    }
}
