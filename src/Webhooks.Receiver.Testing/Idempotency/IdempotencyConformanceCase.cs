namespace Webhooks.Receiver.Testing;

/// <summary>One requirement on every store. Stateless: a case can be run any number of times.</summary>
public sealed class IdempotencyConformanceCase
{
    private readonly Func<ConformanceScenario, Task> _body;

    internal IdempotencyConformanceCase(string name, Func<ConformanceScenario, Task> body)
    {
        Name = name;
        _body = body;
    }

    /// <summary>The case's unique name, such as <c>lease/end-makes-claimable</c>, for a theory's row.</summary>
    public string Name { get; }

    /// <summary>Runs the case.</summary>
    /// <param name="fixture">Creates the store, and advances its time.</param>
    /// <param name="cancellationToken">
    /// Stops the case. The suite has no timeout: only this token ends a case if the store hangs.
    /// </param>
    /// <exception cref="ConformanceException">The store does not do what the case expects, or throws.</exception>
    public async Task RunAsync(IdempotencyStoreFixture fixture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        var scenario = await ConformanceScenario.StartAsync(Name, fixture, cancellationToken).ConfigureAwait(false);
        try
        {
            // Without the caller's synchronization context: with it, the contenders of a race could run one after the other.
            await Task.Run(() => _body(scenario), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ConformanceException && !cancellationToken.IsCancellationRequested)
        {
            throw new ConformanceException(Name, "the store's operations", "no exception", $"{e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <summary>Returns <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
