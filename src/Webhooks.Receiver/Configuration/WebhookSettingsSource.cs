using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Webhooks.Receiver;

/// <summary>
/// The settings in force for each endpoint. A reload makes new ones; where those fail their checks the last good ones stay, which is
/// logged once, and health is degraded until a good reload. Thread-safe; reading takes no lock.
/// </summary>
internal sealed class WebhookSettingsSource : IDisposable
{
    private readonly Lock _reloading = new();
    private readonly ConditionalWeakTable<WebhookEndpoint, EndpointSettingsHolder> _holders = [];
    private readonly IOptionsFactory<WebhookOptions> _factory;
    private readonly IOptionsMonitorCache<WebhookOptions> _monitorCache;
    private readonly EndpointSettingsValidator _validator;
    private readonly WebhookConfigurationStatus _status;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly List<IDisposable> _registrations = [];

    public WebhookSettingsSource(
        IOptionsFactory<WebhookOptions> factory,
        IOptionsMonitorCache<WebhookOptions> monitorCache,
        IEnumerable<IOptionsChangeTokenSource<WebhookOptions>> changes,
        WebhookConfigurationSource configuration,
        EndpointSettingsValidator validator,
        WebhookConfigurationStatus status,
        TimeProvider timeProvider,
        ILogger logger)
    {
        (_factory, _monitorCache, _validator, _status) = (factory, monitorCache, validator, status);
        (_timeProvider, _logger) = (timeProvider, logger);
        if (configuration.Section is { } section)
        {
            _registrations.Add(ChangeToken.OnChange(section.GetReloadToken, Reload));
        }

        foreach (IOptionsChangeTokenSource<WebhookOptions> change in changes)
        {
            _registrations.Add(ChangeToken.OnChange(change.GetChangeToken, Reload));
        }
    }

    /// <summary>The settings in force.</summary>
    /// <exception cref="WebhookConfigurationException">There have never been good ones.</exception>
    public EndpointSettings Get(WebhookEndpoint endpoint) =>
        endpoint.LatestSettings is { } latest && latest.Source == this ? latest.Current : Start(endpoint).Current;

    /// <summary>What keeps an endpoint from starting.</summary>
    public IReadOnlyList<string> ErrorsOf(WebhookEndpoint endpoint)
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

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private EndpointSettingsHolder Start(WebhookEndpoint endpoint)
    {
        lock (_reloading)
        {
            if (!_holders.TryGetValue(endpoint, out EndpointSettingsHolder? holder))
            {
                holder = Add(endpoint);
            }

            endpoint.LatestSettings = holder;
            return holder;
        }
    }

    private EndpointSettingsHolder Add(WebhookEndpoint endpoint)
    {
        EndpointSettings settings = Make(endpoint, out IReadOnlyList<string> errors) ?? throw new WebhookConfigurationException(errors);
        if (settings.Authenticator is UrlTokenAuthenticator { AcceptsAnyone: true })
        {
            Log.UnauthenticatedRequestsAccepted(_logger, endpoint.Provider.Name, endpoint.Name);
        }

        var holder = new EndpointSettingsHolder(this, settings);
        _holders.Add(endpoint, holder);
        return holder;
    }

    private EndpointSettings? Make(WebhookEndpoint endpoint, out IReadOnlyList<string> errors)
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

        errors = [.. _validator.Validate(endpoint, options)];
        return errors.Count > 0
            ? null
            : EndpointSettings.Of(endpoint, options, MakeAuthenticator(endpoint, options));
    }

    private DeliveryAuthenticator MakeAuthenticator(WebhookEndpoint endpoint, WebhookOptions options)
    {
        if (endpoint.Provider.Scheme is not { } scheme)
        {
            return new UrlTokenAuthenticator(options.UrlTokens, options.DangerouslyAcceptUnauthenticatedRequests);
        }

        // Where each tenant has secrets of its own, the endpoint has one that nobody knows, for tenants that nobody knows.
        return new SignatureAuthenticator(endpoint.Options.ResolveTenant is null
            ? new SignatureVerifier(scheme, options.Secrets, _timeProvider, options.Tolerance)
            : SignatureVerifier.ForTenant(scheme, secrets: null, _timeProvider, options.Tolerance));
    }

    private void Reload()
    {
        lock (_reloading)
        {
            _monitorCache.Clear();
            List<string> rejected = [];
            List<(WebhookEndpoint Endpoint, EndpointSettingsHolder Holder, EndpointSettings Settings)> made = [];
            foreach ((WebhookEndpoint endpoint, EndpointSettingsHolder holder) in _holders)
            {
                if (TryMake(endpoint, out IReadOnlyList<string> errors) is { } settings)
                {
                    made.Add((endpoint, holder, settings));
                }
                else
                {
                    rejected.AddRange(errors.Except(rejected));
                }
            }

            // All or nothing: half a configuration is one that nobody wrote.
            foreach ((WebhookEndpoint endpoint, EndpointSettingsHolder holder, EndpointSettings settings) in rejected.Count > 0 ? [] : made)
            {
                holder.Current = settings;
                Log.ReloadAccepted(_logger, endpoint.OptionsName);
            }

            Report(rejected);
        }
    }

    /// <summary>A configuration source announces one change more than once; the same errors are said once.</summary>
    private void Report(List<string> rejected)
    {
        if (rejected.Count > 0 && !rejected.SequenceEqual(_status.Rejected))
        {
            Log.ReloadRejected(_logger, string.Join(" ", rejected));
        }

        _status.Rejected = rejected;
    }

    private EndpointSettings? TryMake(WebhookEndpoint endpoint, out IReadOnlyList<string> errors)
    {
        try
        {
            return Make(endpoint, out errors);
        }
        catch (Exception e)
        {
            // Whatever configures these options threw; its message may quote what it read.
            errors = [$"The options '{endpoint.OptionsName}' could not be made: {e.GetType().Name}."];
            return null;
        }
    }
}
