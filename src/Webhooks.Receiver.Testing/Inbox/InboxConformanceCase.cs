namespace Webhooks.Receiver.Testing;

/// <summary>One requirement on every inbox. Stateless: a case can be run any number of times.</summary>
public sealed class InboxConformanceCase
{
    private readonly Func<InboxScenario, Task> _body;

    internal InboxConformanceCase(string name, Func<InboxScenario, Task> body)
    {
        Name = name;
        _body = body;
    }

    /// <summary>The case's unique name, such as <c>take/again-after-the-lease</c>, for a theory's row.</summary>
    public string Name { get; }

    /// <summary>Runs the case.</summary>
    /// <param name="fixture">Creates the stores, and advances their time.</param>
    /// <param name="cancellationToken">
    /// Stops the case. The suite has no timeout: only this token ends a case if a store hangs.
    /// </param>
    /// <exception cref="ConformanceException">A store does not do what the case expects, or throws.</exception>
    public async Task RunAsync(InboxStoreFixture fixture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        var scenario = await InboxScenario.StartAsync(Name, fixture, cancellationToken).ConfigureAwait(false);
        try
        {
            // Without the caller's synchronization context: with it, the contenders of a race could run one after the other.
            await Task.Run(() => _body(scenario), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ConformanceException && !cancellationToken.IsCancellationRequested)
        {
            throw new ConformanceException(Name, "the operations", "no exception", $"{e.GetType().Name}: {e.Message}", e);
        }
    }

    /// <summary>Returns <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
