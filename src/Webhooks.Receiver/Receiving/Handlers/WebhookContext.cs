using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver;

/// <summary>What a handler gets beside the event. Thread-safe.</summary>
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
    /// The services of this delivery: the request's for a minimal-API handler, else those of a scope of the delivery's own, which begins
    /// when they are first used.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    public IServiceProvider Services => _services ?? (Volatile.Read(ref _scope) ?? BeginScope()).ServiceProvider;

    /// <summary>
    /// Cancelled shortly before the host's shutdown timeout ends, when the handler timeout is over, or when the claim was lost;
    /// never because the sender hung up.
    /// </summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The delivery that brought the event.</summary>
    public WebhookDelivery Delivery { get; }

    /// <summary>Ends the scope, where one has begun.</summary>
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
            begun.Dispose(); // another thread was first, or the handler has returned
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
