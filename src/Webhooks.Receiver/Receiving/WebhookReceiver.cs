using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Receiver;

/// <summary>
/// One delivery's way, without HTTP: verify, read, claim, handle and settle, in this order and no other. From the service
/// collection (<c>AddWebhookReceiver</c>, <c>AddWebhooks</c>). Thread-safe.
/// </summary>
public sealed class WebhookReceiver
{
    private static readonly TimeSpan _retryAfterTrouble = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<WebhookProvider, WebhookEndpoint> _defaultEndpoints = new();
    private readonly ConcurrentDictionary<WebhookProvider, object> _dispatchers = new();
    private readonly WebhookSettingsSource _settings;
    private readonly DeliveryVerification _verification;
    private readonly TenantAuthenticators _tenants;
    private readonly WebhookHandlerTable _handlers;
    private readonly BoundedStore _store;
    private readonly IDeliverySettlement _settlement;
    private readonly HostStopping _host;
    private readonly IServiceScopeFactory _scopes;
    private readonly WebhookMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    internal WebhookReceiver(IServiceProvider services)
    {
        _settings = services.GetRequiredService<WebhookSettingsSource>();
        _handlers = services.GetRequiredService<WebhookHandlerTable>();
        _store = services.GetRequiredService<BoundedStore>();
        _settlement = services.GetRequiredService<IDeliverySettlement>();
        _host = services.GetRequiredService<HostStopping>();
        _scopes = services.GetRequiredService<IServiceScopeFactory>();
        _metrics = services.GetRequiredService<WebhookMetrics>();
        _timeProvider = services.GetRequiredService<TimeProvider>();
        _logger = services.GetWebhookLogger();
        _tenants = services.GetRequiredService<TenantAuthenticators>();
        _verification = new DeliveryVerification(_timeProvider, _logger);
    }

    /// <summary>Checks what an endpoint needs: secrets, limits, handlers. Call it at start for each endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="usesHandlers">Whether its events go to the registered handlers, and not to a delegate of its own.</param>
    /// <exception cref="WebhookConfigurationException">Something is missing or wrong; the message says what to set.</exception>
    public void EnsureReady(WebhookEndpoint endpoint, bool usesHandlers)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        List<string> errors = [.. _settings.ErrorsOf(endpoint), .. _handlers.ErrorsOf(endpoint.Provider)];
        if (endpoint.Provider.SetupError is { } setupError)
        {
            errors.Add(setupError);
        }

        bool hasHandlers = _handlers.HasHandlersOf(endpoint.Provider);
        if (usesHandlers && !hasHandlers)
        {
            errors.Add($"No handler is registered for {endpoint.Provider.EventType.Name}, and the endpoint '{endpoint.Name}' has none of its own: "
                + $"every event would be acknowledged and lost. Call AddHandler<{endpoint.Provider.EventType.Name}, YourHandler>(), or pass a delegate.");
        }
        else if (!usesHandlers && hasHandlers)
        {
            errors.Add($"The endpoint '{endpoint.Name}' handles {endpoint.Provider.EventType.Name} itself, but handlers are registered for it too, "
                + "and would never be called. Keep the delegate or the AddHandler calls.");
        }

        if (errors.Count > 0)
        {
            throw new WebhookConfigurationException(errors);
        }
    }

    /// <summary>Receives a request whose bytes are all here; its events go to the registered handlers.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops before the delivery is claimed; afterwards the handler and its claim are seen through.</param>
    /// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
    /// <exception cref="WebhookConfigurationException">A secret, a limit or a handler is missing or wrong; the message says what to set.</exception>
    public ValueTask<WebhookReceiveResult> ReceiveAsync<TEvent>(WebhookRequest request, CancellationToken cancellationToken)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(request);
        WebhookEndpoint endpoint = _defaultEndpoints.GetOrAdd(
            TEvent.Provider,
            provider =>
            {
                var made = new WebhookEndpoint(provider, provider.DefaultPath);
                EnsureReady(made, usesHandlers: true);
                return made;
            });
        return ReceiveAsync(new RequestSource(request), endpoint, DispatchToHandlers<TEvent>(), cancellationToken);
    }

    /// <summary>Receives a delivery.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="endpoint">Where it arrived; made once and kept, since its settings are.</param>
    /// <param name="dispatcher">Where its event goes.</param>
    /// <param name="cancellationToken">Cancelled when the sender is gone; of no effect once the body is here.</param>
    /// <exception cref="WebhookConfigurationException">The endpoint was never checked, and lacks what it needs.</exception>
    /// <exception cref="OperationCanceledException">The sender went away in the middle of the body.</exception>
    /// <exception cref="IOException">The sender went away in the middle of the body.</exception>
    public async ValueTask<WebhookReceiveResult> ReceiveAsync(
        WebhookSource source, WebhookEndpoint endpoint, WebhookDispatcher dispatcher, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(dispatcher);
        long started = _timeProvider.GetTimestamp();
        using Activity? activity = WebhookTelemetry.StartDelivery(endpoint.Provider.Name);
        WebhookReceiveResult result = await RunAsync(source, endpoint, dispatcher, cancellationToken).ConfigureAwait(false);
        WebhookTelemetry.EndDelivery(activity, result);
        _metrics.DeliveryEnded(endpoint.Provider.Name, result, _timeProvider.GetElapsedTime(started));
        Log.DeliveryEnded(_logger, endpoint, result);
        return result;
    }

    /// <summary>Sends events to the handlers registered with <c>AddHandler</c>.</summary>
    /// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
    public WebhookDispatcher<TEvent> DispatchToHandlers<TEvent>()
        where TEvent : class, IWebhookEvent<TEvent> => (WebhookDispatcher<TEvent>)_dispatchers.GetOrAdd(
            TEvent.Provider, static (_, handlers) => new HandlerDispatcher<TEvent>(handlers), _handlers);

    /// <summary>Sends all events to one delegate.</summary>
    /// <param name="handler">Handles an event. Returning is success; throwing makes the sender try again.</param>
    /// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
    public static WebhookDispatcher<TEvent> DispatchTo<TEvent>(Func<TEvent, WebhookContext, Task> handler)
        where TEvent : class, IWebhookEvent<TEvent>
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new DelegateDispatcher<TEvent>(handler);
    }

    private ValueTask<WebhookReceiveResult> RunAsync(
        WebhookSource source, WebhookEndpoint endpoint, WebhookDispatcher dispatcher, CancellationToken cancellationToken)
    {
        if (_host.IsStopping)
        {
            return new(Trouble(WebhookOutcome.Unavailable));
        }

        EndpointSettings settings = _settings.Get(endpoint);
        var at = new AuthenticatedEndpoint(
            endpoint, settings, settings.Authenticator, settings.Authenticator.Select(source.Headers), Tenant: null);
        if (DeliveryVerification.CheckHeaders(source, at) is { } refusal)
        {
            return new(refusal);
        }

        if (endpoint.Options.ResolveTenant is not null)
        {
            return ResolveAndReadAsync(source, at, dispatcher, cancellationToken);
        }

        ValueTask<WebhookBodyResult> reading = source.ReadBodyAsync(settings.MaxRequestBodySize, settings.BodyTimeout, cancellationToken);
        return reading.IsCompletedSuccessfully
            ? VerifyAndHandleAsync(source, at, reading.Result, dispatcher)
            : ReadAndHandleAsync(source, at, reading, dispatcher);
    }

    private async ValueTask<WebhookReceiveResult> ResolveAndReadAsync(
        WebhookSource source, AuthenticatedEndpoint at, WebhookDispatcher dispatcher, CancellationToken cancellationToken)
    {
        if (await _tenants.ResolveAsync(at, source).ConfigureAwait(false) is not { } resolved)
        {
            return Trouble(WebhookOutcome.Unavailable);
        }

        return await ReadAndHandleAsync(
            source, resolved, source.ReadBodyAsync(at.Settings.MaxRequestBodySize, at.Settings.BodyTimeout, cancellationToken), dispatcher)
            .ConfigureAwait(false);
    }

    private async ValueTask<WebhookReceiveResult> ReadAndHandleAsync(
        WebhookSource source, AuthenticatedEndpoint at, ValueTask<WebhookBodyResult> reading, WebhookDispatcher dispatcher) =>
        await VerifyAndHandleAsync(source, at, await reading.ConfigureAwait(false), dispatcher).ConfigureAwait(false);

    private ValueTask<WebhookReceiveResult> VerifyAndHandleAsync(
        WebhookSource source, in AuthenticatedEndpoint at, in WebhookBodyResult read, WebhookDispatcher dispatcher)
    {
        if (!read.IsRead)
        {
            return new(read.Refusal == WebhookOutcome.Unavailable ? Trouble(read.Refusal) : new(read.Refusal));
        }

        if (_verification.VerifyAndParse(source, at, read.Body, dispatcher, out VerifiedDelivery verified) is { } failure)
        {
            read.Body.Dispose();
            return new(failure);
        }

        return ClaimAndHandleAsync(verified, at.Settings, dispatcher);
    }

    private async ValueTask<WebhookReceiveResult> ClaimAndHandleAsync(
        VerifiedDelivery verified, EndpointSettings settings, WebhookDispatcher dispatcher)
    {
        WebhookDelivery delivery = verified.Delivery;
        long leaseBeganAt = _timeProvider.GetElapsedTime(0).Ticks;
        IdempotencyClaim claim = default;
        try
        {
            claim = await _store.ClaimAsync(delivery.Key, settings.Lease).ConfigureAwait(false);
            if (claim.Status == IdempotencyClaimStatus.Unavailable)
            {
                Log.StoreFull(_logger, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
            }
        }
        catch (Exception e)
        {
            Log.ClaimFailed(_logger, e, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
        }

        if (claim.Status != IdempotencyClaimStatus.Claimed)
        {
            delivery.Body.Dispose();
            return Unclaimed(claim, settings, delivery.Key);
        }

        var claimed = new DispatchedDelivery(verified, claim.Token, dispatcher, _scopes, _logger)
        {
            Lease = settings.Lease,
            LeaseBeganAt = leaseBeganAt,
            Retention = settings.Retention,
            HandlerTimeout = settings.HandlerTimeout,
        };
        try
        {
            return Settled(await _settlement.HandleAndSettleAsync(claimed).ConfigureAwait(false), delivery.Key);
        }
        catch (Exception e)
        {
            // A settlement promises an outcome; one that throws instead has lost its store in the middle.
            Log.SettlementThrew(_logger, e, delivery.Provider, delivery.Endpoint, delivery.Key.ShortName);
            return Settled(WebhookOutcome.Unavailable, delivery.Key);
        }
    }

    private static WebhookReceiveResult Settled(WebhookOutcome outcome, in IdempotencyKey key) =>
        outcome is WebhookOutcome.ClaimLost or WebhookOutcome.Unavailable ? Trouble(outcome, key) : new(outcome, key: key);

    private static WebhookReceiveResult Unclaimed(in IdempotencyClaim claim, EndpointSettings settings, in IdempotencyKey key) => claim.Status switch
    {
        IdempotencyClaimStatus.Completed => new(WebhookOutcome.Duplicate, key: key),
        IdempotencyClaimStatus.InProgress => new(
            WebhookOutcome.InProgress, retryAfter: claim.RetryAfter < settings.Lease ? claim.RetryAfter : settings.Lease, key: key),
        _ => Trouble(WebhookOutcome.Unavailable, key),
    };

    private static WebhookReceiveResult Trouble(WebhookOutcome outcome, in IdempotencyKey key = default) =>
        new(outcome, retryAfter: _retryAfterTrouble, key: key);
}
