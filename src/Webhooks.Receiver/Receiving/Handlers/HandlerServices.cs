using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver;

/// <summary>
/// The services of one delivery: the request's where the handler cannot outlive it, else those of a scope that begins when somebody
/// asks for it. Many handlers never do. Thread-safe.
/// </summary>
internal sealed class HandlerServices(IServiceProvider? requestServices, IServiceScopeFactory scopes) : IAsyncDisposable
{
    private IServiceScope? _scope;

    public IServiceProvider Provider => requestServices ?? (Volatile.Read(ref _scope) ?? BeginScope()).ServiceProvider;

    public ValueTask DisposeAsync()
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
        IServiceScope begun = scopes.CreateScope();
        IServiceScope? other = Interlocked.CompareExchange(ref _scope, begun, null);
        if (other is not null)
        {
            begun.Dispose(); // somebody else was first, or the handler has returned
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
