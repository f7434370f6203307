using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver;

/// <summary>The context of a handler: the delivery that brought the event, its services, and a token. Thread-safe.</summary>
public sealed class WebhookContext
{
    private readonly IServiceProvider? _services;
    private readonly IServiceScopeFactory? _scopes;
    private IServiceScope? _scope;

    /// <summary>Creates a context. The receiver does it for you; tests of handlers do it themselves.</summary>
    /// <param name="services">The services; the caller disposes of them.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellationToken">The token that the handler sees.</param>
    public WebhookContext(IServiceProvider services, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(delivery);
        _services = services;
        Delivery = delivery;
        CancellationToken = cancellationToken;
    }

    internal WebhookContext(
        IServiceProvider? requestServices, IServiceScopeFactory scopes, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        _services = requestServices;
        _scopes = scopes;
        Delivery = delivery;
        CancellationToken = cancellationToken;
    }

    /// <summary>
    /// The services of this delivery: the request's for a minimal-API handler, otherwise those of a new scope, which is created on
    /// first use.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    public IServiceProvider Services => _services ?? (Volatile.Read(ref _scope) ?? BeginScope()).ServiceProvider;

    /// <summary>
    /// Cancelled shortly before the host's shutdown timeout ends, when the handler timeout ends, or when the claim is lost; never
    /// because the sender disconnects.
    /// </summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The delivery that brought the event.</summary>
    public WebhookDelivery Delivery { get; }

    /// <summary>Disposes of the scope, if one was created.</summary>
    internal ValueTask EndScopeAsync()
    {
        IServiceScope? scope = Interlocked.Exchange(ref _scope, EndedScope.Instance);
        if (scope is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        scope?.Dispose();
        return ValueTask.CompletedTask;
    }

    private IServiceScope BeginScope()
    {
        IServiceScope begun = _scopes!.CreateScope();
        IServiceScope? other = Interlocked.CompareExchange(ref _scope, begun, null);
        if (other is not null)
        {
            begun.Dispose(); // another thread created one first, or the handler has returned
        }

        return other ?? begun;
    }

    private sealed class EndedScope : IServiceScope
    {
        public static readonly EndedScope Instance = new();

        public IServiceProvider ServiceProvider => throw new ObjectDisposedException(nameof(WebhookContext), "The handler has returned.");

        public void Dispose()
        {
        }
    }
}
