namespace Webhooks.Receiver.Testing;

/// <summary>One thing that every store has to do. Stateless: a case may be run any number of times.</summary>
public sealed class IdempotencyConformanceCase
{
    private readonly Func<ConformanceScenario, Task> _body;

    internal IdempotencyConformanceCase(string name, Func<ConformanceScenario, Task> body)
    {
        Name = name;
        _body = body;
    }

    /// <summary>The case's name, such as <c>lease/end-makes-claimable</c>: unique, and made for the row of a theory.</summary>
    public string Name { get; }

    /// <summary>Runs the case.</summary>
    /// <param name="fixture">Gives the store and moves its time.</param>
    /// <param name="cancellationToken">
    /// Stops the case. The suite itself never gives up waiting: a store that hangs is ended by this alone.
    /// </param>
    /// <exception cref="ConformanceException">The store does something else than the case expects, or throws.</exception>
    public async Task RunAsync(IdempotencyStoreFixture fixture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        var scenario = await ConformanceScenario.StartAsync(Name, fixture, cancellationToken).ConfigureAwait(false);
        try
        {
            // Off the caller's synchronization context: on it, contenders of a race would take turns.
            await Task.Run(() => _body(scenario), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ConformanceException && !cancellationToken.IsCancellationRequested)
        {
            throw new ConformanceException(Name, "the store's operations", "no exception", $"{e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <summary><see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
