using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Receiver.Hosting;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver;

/// <summary>Checks endpoints at start: their settings, their handlers, and the needs of their providers. Thread-safe.</summary>
internal sealed class EndpointChecks(
    WebhookSettingsSource settings, WebhookHandlerTable handlers, InboxChecks inbox, InboxEndpoints inboxEndpoints,
    WebhookConfigurationSource configuration, IServiceProvider services, WebhookLogger logger)
{
    /// <summary>The sections below <c>Webhooks</c> that belong to durable stores, and to no provider.</summary>
    private static readonly string[] _storeSections = ["PostgreSql", "Sqlite"];

    private readonly ConcurrentDictionary<WebhookEndpoint, bool> _checked = new();

    /// <summary>Gets the errors because of which the endpoint cannot start, as sentences that say what to do.</summary>
    public List<string> GetErrors(WebhookEndpoint endpoint)
    {
        _checked[endpoint] = true;
        List<string> errors = [.. settings.GetErrors(endpoint), .. handlers.GetErrors(endpoint), .. inbox.GetErrors(endpoint)];
        if (endpoint.Provider.FindError(services) is { } error)
        {
            errors.Add(error);
        }

        if (errors.Count == 0 && inbox.HandlesItemsOf(endpoint))
        {
            inboxEndpoints.Add(endpoint);
        }

        return errors;
    }

    /// <summary>Gets the errors because of which an app with these endpoints cannot start, as sentences that say what to do.</summary>
    public IReadOnlyList<string> GetAllErrors(IReadOnlyCollection<WebhookEndpoint> endpoints)
    {
        List<string> errors = [.. endpoints.SelectMany(GetErrors), .. GetNameErrors(endpoints)];
        errors.AddRange(handlers.GetUnusedErrors(_checked.Keys)); // with those that were checked alone: their deliveries come from elsewhere
        if (FindStoreError() is { } error)
        {
            errors.Add(error);
        }

        if (errors.Count == 0)
        {
            settings.WarnAboutSharedSecrets(endpoints);
            WarnAboutUnusedSections();
        }

        return [.. errors.Distinct()];
    }

    /// <summary>Gets the endpoints that <see cref="WebhookReceiver.ReceiveAsync{TEvent}"/> uses and that are not checked yet.</summary>
    public IReadOnlyCollection<WebhookEndpoint> DefaultEndpoints() =>
        [.. handlers.Providers.Except(_checked.Keys.Select(endpoint => endpoint.Provider)).Select(provider => provider.CreateDefaultEndpoint())];

    private static IEnumerable<string> GetNameErrors(IEnumerable<WebhookEndpoint> endpoints) =>
        from endpoint in endpoints
        group endpoint by (endpoint.Provider.Name, endpoint.Name) into same
        where same.Count() > 1
        select $"Two endpoints that receive from '{same.Key.Item1}' are named '{same.Key.Item2}', and would take each other's events for "
            + "duplicates. Give one of them another name.";

    private string? FindStoreError()
    {
        AsyncServiceScope scope = services.CreateAsyncScope();
        try
        {
            return ReferenceEquals(scope.ServiceProvider.GetRequiredService<IIdempotencyStore>(), services.GetRequiredService<IIdempotencyStore>())
                ? null
                : $"The {nameof(IIdempotencyStore)} is not registered as a singleton: each delivery has to use the same one. Call AddSingleton.";
        }
        finally
        {
            // A store that can only be disposed of asynchronously makes a synchronous disposal throw. This runs once, at start.
            scope.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private void WarnAboutUnusedSections()
    {
        foreach (string unused in (configuration.Section?.GetChildren() ?? []).Select(section => section.Key)
            .Except([.. _checked.Keys.Select(endpoint => endpoint.OptionsName), .. _storeSections], StringComparer.OrdinalIgnoreCase))
        {
            string path = configuration.GetPath(unused);
            Log.SectionUnused(logger, path);
        }
    }
}
