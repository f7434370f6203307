using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver;

/// <summary>What a handler is given beside the event.</summary>
public sealed class WebhookContext
{
    private readonly IServiceProvider? _requestServices;
    private readonly IServiceScopeFactory _scopes;
    private IServiceScope? _scope;

    internal WebhookContext(
        IServiceProvider? requestServices, IServiceScopeFactory scopes, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        _requestServices = requestServices;
        _scopes = scopes;
        Delivery = delivery;
        CancellationToken = cancellationToken;
    }

    /// <summary>
    /// The services of this delivery. Where they are not the request's, their scope begins when somebody first asks for them: many
    /// handlers never do.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The handler has returned.</exception>
    public IServiceProvider Services => _requestServices ?? (Volatile.Read(ref _scope) ?? BeginScope()).ServiceProvider;

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
        IServiceScope begun = _scopes.CreateScope();
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
