using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// Holds the current settings of each endpoint. A reload creates new ones; if they are not valid, the last valid ones stay. This
/// is logged once, and health is degraded until a valid reload. Thread-safe; reading uses no lock.
/// </summary>
internal sealed class WebhookSettingsSource : IDisposable
{
    private readonly Lock _reloading = new();
    private readonly ConcurrentDictionary<WebhookEndpoint, EndpointSettings> _inForce = new();
    private readonly IOptionsFactory<WebhookOptions> _factory;
    private readonly IOptionsMonitorCache<WebhookOptions> _monitorCache;
    private readonly WebhookConfigurationSource _configuration;
    private readonly EndpointSettingsValidator _validator;
    private readonly WebhookConfigurationStatus _status;
    private readonly TimeProvider _timeProvider;
    private readonly WebhookLogger _logger;
    private readonly List<IDisposable> _registrations = [];
    private WebhookEndpoint[] _compared = [];
    private HashSet<(WebhookEndpoint First, WebhookEndpoint Second)> _sharingSecrets = [];

    public WebhookSettingsSource(
        IOptionsFactory<WebhookOptions> factory,
        IOptionsMonitorCache<WebhookOptions> monitorCache,
        IEnumerable<IOptionsChangeTokenSource<WebhookOptions>> changes,
        WebhookConfigurationSource configuration,
        WebhookConfigurationStatus status,
        TimeProvider timeProvider,
        WebhookLogger logger,
        IHostEnvironment? environment = null)
    {
        (_factory, _monitorCache, _configuration, _status) = (factory, monitorCache, configuration, status);
        (_timeProvider, _logger) = (timeProvider, logger);
        _validator = new EndpointSettingsValidator(environment?.IsDevelopment() ?? false);
        if (configuration.Section is { } section)
        {
            _registrations.Add(ChangeToken.OnChange(section.GetReloadToken, Reload));
        }

        foreach (IOptionsChangeTokenSource<WebhookOptions> change in changes)
        {
            _registrations.Add(ChangeToken.OnChange(change.GetChangeToken, Reload));
        }
    }

    /// <summary>Gets the current settings.</summary>
    /// <exception cref="WebhookConfigurationException">The endpoint has never had valid settings.</exception>
    public EndpointSettings Get(WebhookEndpoint endpoint) =>
        _inForce.TryGetValue(endpoint, out EndpointSettings? settings) ? settings : Start(endpoint);

    /// <summary>Gets the errors in the settings of an endpoint; empty if it has valid settings.</summary>
    public IReadOnlyList<string> GetErrors(WebhookEndpoint endpoint)
    {
        try
        {
            Get(endpoint);
            return [];
        }
        catch (WebhookConfigurationException e)
        {
            return e.Errors;
        }
    }

    /// <summary>
    /// Warns of each endpoint that accepts the same secrets as an earlier one with another name: the same request is handled at both. After each
    /// reload, warns of those that did not before.
    /// </summary>
    public void WarnAboutSharedSecrets(IEnumerable<WebhookEndpoint> endpoints)
    {
        lock (_reloading)
        {
            _compared = [.. _compared.Union(endpoints)];
            WarnAboutSharedSecrets();
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private EndpointSettings Start(WebhookEndpoint endpoint)
    {
        lock (_reloading)
        {
            if (_inForce.TryGetValue(endpoint, out EndpointSettings? settings))
            {
                return settings;
            }

            settings = Create(endpoint, out IReadOnlyList<string> errors) ?? throw new WebhookConfigurationException(errors);
            if (settings.Authenticator is UrlTokenAuthenticator { AcceptsAnyone: true })
            {
                Log.UnauthenticatedRequestsAccepted(_logger, endpoint.Provider.Name, endpoint.Name);
            }

            _inForce[endpoint] = settings;
            return settings;
        }
    }

    private EndpointSettings? Create(WebhookEndpoint endpoint, out IReadOnlyList<string> errors)
    {
        WebhookOptions options;
        try
        {
            options = _factory.Create(endpoint.OptionsName);
        }
        catch (OptionsValidationException e)
        {
            errors = [.. e.Failures];
            return null;
        }

        var merged = new MergedSettings(endpoint, options, _configuration.GetPath(endpoint.OptionsName));
        errors = [.. _validator.Validate(endpoint, merged)];
        return errors.Count > 0 ? null : EndpointSettings.Create(endpoint, merged, _timeProvider);
    }

    private void Reload()
    {
        lock (_reloading)
        {
            _monitorCache.Clear();
            List<string> rejected = [];
            List<(WebhookEndpoint Endpoint, EndpointSettings Settings)> created = [];
            foreach ((WebhookEndpoint endpoint, _) in _inForce)
            {
                if (TryCreate(endpoint, out IReadOnlyList<string> errors) is { } settings)
                {
                    created.Add((endpoint, settings));
                }
                else
                {
                    rejected.AddRange(errors.Except(rejected));
                }
            }

            // All or nothing: a mix of old and new settings was never configured.
            foreach ((WebhookEndpoint endpoint, EndpointSettings settings) in rejected.Count > 0 ? [] : created)
            {
                _inForce[endpoint] = settings;
                Log.ReloadAccepted(_logger, endpoint.OptionsName);
            }

            Report(rejected);
            WarnAboutSharedSecrets();
        }
    }

    private void WarnAboutSharedSecrets()
    {
        HashSet<(WebhookEndpoint First, WebhookEndpoint Second)> sharing = [];
        foreach ((int index, WebhookEndpoint second) in _compared.Index())
        {
            if (_compared.Take(index).FirstOrDefault(first => SharesSecret(first, second)) is { } first)
            {
                sharing.Add((first, second));
            }
        }

        foreach ((WebhookEndpoint first, WebhookEndpoint second) in sharing.Except(_sharingSecrets))
        {
            Log.EndpointsShareSecrets(_logger, first.Provider.Name, first.Name, second.Name);
        }

        _sharingSecrets = sharing;
    }

    private bool SharesSecret(WebhookEndpoint first, WebhookEndpoint second) =>
        first.Provider.Name == second.Provider.Name && first.Name != second.Name
        && Get(first).Authenticator.SharesSecretWith(Get(second).Authenticator);

    /// <summary>Logs the errors once: a configuration source may announce one change several times.</summary>
    private void Report(List<string> rejected)
    {
        if (rejected.Count > 0 && !rejected.SequenceEqual(_status.Rejected))
        {
            Log.ReloadRejected(_logger, string.Join(" ", rejected));
        }

        _status.Rejected = rejected;
    }

    private EndpointSettings? TryCreate(WebhookEndpoint endpoint, out IReadOnlyList<string> errors)
    {
        try
        {
            return Create(endpoint, out errors);
        }
        catch (Exception e)
        {
            // Code that configures these options threw; its message may quote a value.
            errors = [$"The options '{endpoint.OptionsName}' could not be created: {e.GetType().Name}."];
            return null;
        }
    }
}
