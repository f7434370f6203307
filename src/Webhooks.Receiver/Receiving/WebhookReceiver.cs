using System.Collections.Concurrent;
using Webhooks.Receiver.Hosting;

namespace Webhooks.Receiver;

/// <summary>
/// Receives deliveries without HTTP: authenticates, parses, claims, handles and settles them, in this order. Comes from the
/// service collection (<c>AddWebhookReceiver</c>, <c>AddWebhooks</c>). Thread-safe.
/// </summary>
public sealed class WebhookReceiver
{
    private readonly ConcurrentDictionary<WebhookProvider, WebhookEndpoint> _defaultEndpoints = new();
    private readonly DeliveryPipeline _pipeline;
    private readonly EndpointChecks _checks;
    private readonly WebhookMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly WebhookLogger _logger;

    internal WebhookReceiver(DeliveryPipeline pipeline, EndpointChecks checks, WebhookMetrics metrics, TimeProvider timeProvider, WebhookLogger logger)
    {
        _pipeline = pipeline;
        _checks = checks;
        _metrics = metrics;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <summary>
    /// Checks an endpoint's settings: secrets, limits, handlers, and that no other endpoint of the provider has its name. Call it once for each
    /// endpoint before the host starts: the start then checks them as <see cref="EnsureAllReady"/> does.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <exception cref="WebhookConfigurationException">Something is missing or wrong; the message says what to set.</exception>
    public void EnsureReady(WebhookEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ThrowIfAny(_checks.GetErrors(endpoint));
    }

    /// <summary>
    /// Checks all endpoints of an app: each as <see cref="EnsureReady"/> does, and that each registered handler has an endpoint, that names
    /// differ, and that the store is a singleton. Warns of endpoints that accept the same secrets, and of unused configuration sections.
    /// Endpoints that were checked before count too.
    /// </summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <exception cref="WebhookConfigurationException">Something is missing or wrong; the message says what to set.</exception>
    public void EnsureAllReady(IReadOnlyCollection<WebhookEndpoint> endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ThrowIfAny(_checks.GetAllErrors(endpoints));
    }

    /// <summary>
    /// Receives a complete request, at an endpoint whose name is the provider's default path. Its event goes to the handlers that
    /// are registered with <c>AddHandler</c>. An endpoint that is mapped at that path, with the registered handlers too, takes the same event
    /// for a duplicate.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Has no effect after the body has been read: the event is then handled and settled.</param>
    /// <typeparam name="TEvent">The common base of the provider's events.</typeparam>
    /// <exception cref="WebhookConfigurationException">
    /// A secret, a limit or a handler is missing or wrong, or an endpoint of this name has a handler of its own; the message says what to set.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the body was read.</exception>
    public ValueTask<WebhookReceiveResult> ReceiveAsync<TEvent>(WebhookRequest request, CancellationToken cancellationToken)
        where TEvent : class, IWebhookEvent<TEvent> => ReceiveAsync(
            request,
            _defaultEndpoints.GetOrAdd(
                TEvent.Provider,
                static (provider, receiver) =>
                {
                    WebhookEndpoint endpoint = provider.CreateDefaultEndpoint();
                    ThrowIfAny(receiver._checks.GetErrorsOfDefault(endpoint));
                    return endpoint;
                },
                this),
            cancellationToken);

    /// <summary>Receives a complete request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="endpoint">The endpoint; created once and kept.</param>
    /// <param name="cancellationToken">Has no effect after the body has been read: the event is then handled and settled.</param>
    /// <exception cref="WebhookConfigurationException">The endpoint was not checked with <see cref="EnsureReady"/>, and lacks a setting.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the body was read.</exception>
    public ValueTask<WebhookReceiveResult> ReceiveAsync(WebhookRequest request, WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReceiveAsync(new RequestSource(request), endpoint, cancellationToken);
    }

    /// <summary>Receives a delivery from any transport.</summary>
    /// <param name="source">The delivery's headers and body.</param>
    /// <param name="endpoint">The endpoint; created once and kept.</param>
    /// <param name="cancellationToken">Cancelled when the sender disconnects. Has no effect after the body has been read.</param>
    /// <exception cref="WebhookConfigurationException">The endpoint was not checked with <see cref="EnsureReady"/>, and lacks a setting.</exception>
    /// <exception cref="OperationCanceledException">The sender disconnected before the end of the body.</exception>
    /// <exception cref="IOException">The sender disconnected before the end of the body.</exception>
    public async ValueTask<WebhookReceiveResult> ReceiveAsync(WebhookSource source, WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(endpoint);
        string provider = endpoint.Provider.Name;
        long started = _timeProvider.GetTimestamp();
        using ObservedActivity activity = WebhookTelemetry.StartDelivery(provider);
        WebhookReceiveResult result = await _pipeline.RunAsync(source, endpoint, cancellationToken).ConfigureAwait(false);
        WebhookTelemetry.EndDelivery(activity.Activity, result);
        _metrics.DeliveryEnded(provider, result, _timeProvider.GetElapsedTime(started));
        Log.DeliveryEnded(_logger, provider, endpoint.Name, result);
        return result;
    }

    private static void ThrowIfAny(IReadOnlyList<string> errors)
    {
        if (errors.Count > 0)
        {
            throw new WebhookConfigurationException(errors);
        }
    }
}
