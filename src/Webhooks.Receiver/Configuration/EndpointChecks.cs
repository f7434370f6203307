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

    private readonly Lock _admitting = new();
    private readonly ConcurrentDictionary<WebhookEndpoint, bool> _checked = new();
    private readonly ConcurrentDictionary<string, bool> _unusedSections = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<WebhookProvider, WebhookEndpoint> _defaults = []; // in use, and not passed by the app
    private volatile WebhookEndpoint[] _ready = [];

    /// <summary>
    /// Gets the errors because of which the endpoint cannot start, as sentences that say what to do. One of them is the name of an endpoint
    /// that was found ready before.
    /// </summary>
    public IReadOnlyList<string> GetErrors(WebhookEndpoint endpoint) => Admit([endpoint]);

    /// <summary>
    /// Gets the errors of a provider's default endpoint, which deliveries without an endpoint of their own use. Another endpoint may have its name if it has the same handlers, the registered ones: an
    /// event that comes both ways is then handled once.
    /// </summary>
    public IReadOnlyList<string> GetErrorsOfDefault(WebhookEndpoint endpoint)
    {
        List<string> errors = GetErrorsOfAnyName(endpoint);
        lock (_admitting)
        {
            errors.AddRange(GetNameErrors([endpoint, .. WithOwnHandlers(_ready)]));
            if (errors.Count == 0)
            {
                _defaults[endpoint.Provider] = endpoint;
            }
        }

        if (errors.Count == 0)
        {
            settings.WarnAboutSharedSecrets([endpoint]);
        }

        return errors;
    }

    /// <summary>Gets the errors of an endpoint, whatever its name.</summary>
    public List<string> GetErrorsOfAnyName(WebhookEndpoint endpoint)
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
    public IReadOnlyList<string> GetAllErrors(IReadOnlyCollection<WebhookEndpoint> endpoints) => WithErrorsOfTheApp(Admit(endpoints));

    /// <summary>
    /// Gets the errors because of which an app cannot start that has checked its endpoints one by one, and uses the default endpoints of other
    /// providers. None if it has no endpoint and no handler.
    /// </summary>
    public IReadOnlyList<string> GetErrorsAtStart()
    {
        WebhookEndpoint[] defaults = [.. handlers.Providers.Except(_checked.Keys.Select(endpoint => endpoint.Provider))
            .Select(provider => provider.CreateDefaultEndpoint())];
        return defaults.Length == 0 && _checked.IsEmpty ? [] : WithErrorsOfTheApp([.. defaults.SelectMany(GetErrorsOfAnyName)]);
    }

    private static IEnumerable<string> GetNameErrors(IEnumerable<WebhookEndpoint> endpoints) =>
        from endpoint in endpoints
        group endpoint by (endpoint.Provider.Name, endpoint.Name) into same
        where same.Count() > 1
        select $"Two endpoints that receive from '{same.Key.Item1}' are named '{same.Key.Item2}', and would take each other's events for "
            + "duplicates. Give one of them another name.";

    private static IEnumerable<WebhookEndpoint> WithOwnHandlers(IEnumerable<WebhookEndpoint> endpoints) =>
        endpoints.Where(endpoint => endpoint.Dispatcher is not null);

    /// <summary>Gets the errors of these endpoints. If there are none, no later endpoint can have one of their names.</summary>
    private List<string> Admit(IReadOnlyCollection<WebhookEndpoint> endpoints)
    {
        List<string> errors = [.. endpoints.SelectMany(GetErrorsOfAnyName)];
        lock (_admitting)
        {
            WebhookEndpoint[] all = [.. _ready.Union(endpoints)];
            errors.AddRange(GetNameErrors(all).Union(GetNameErrors([.. _defaults.Values, .. WithOwnHandlers(all)])));
            if (errors.Count == 0)
            {
                _ready = all;
            }
        }

        return errors;
    }

    private string[] WithErrorsOfTheApp(List<string> errors)
    {
        errors.AddRange(handlers.GetUnusedErrors(_checked.Keys)); // with those that were checked alone: their deliveries come from elsewhere
        if (FindStoreError() is { } error)
        {
            errors.Add(error);
        }

        if (errors.Count == 0)
        {
            settings.WarnAboutSharedSecrets(_ready);
            WarnAboutUnusedSections();
        }

        return [.. errors.Distinct()];
    }

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
            // An app may be checked twice: with its mapped endpoints, and when its host has started.
            if (_unusedSections.TryAdd(unused, true))
            {
                string path = configuration.GetPath(unused);
                Log.SectionUnused(logger, path);
            }
        }
    }
}
