using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// What <see cref="IIdempotencyStore"/> promises, as cases that any test framework can run: every store has to pass them all.
/// </summary>
public static class IdempotencyStoreConformance
{
    /// <summary>The cases, each under a name of its own. The same for every store; the order means nothing.</summary>
    public static IReadOnlyList<IdempotencyConformanceCase> Cases { get; } =
    [
        .. ClaimCases.All,
        .. LeaseCases.All,
        .. RenewalCases.All,
        .. CompletionCases.All,
        .. ReleaseCases.All,
        .. StaleTokenCases.All,
        .. TokenCases.All,
        .. KeyCases.All,
        .. ArgumentCases.All,
        .. CancellationCases.All,
        .. ClockCases.All,
        .. ClaimRaceCases.All,
        .. SettlementRaceCases.All,
    ];

    /// <summary>Runs every case, one after the other, also after one has failed.</summary>
    /// <param name="fixture">Gives the store and moves its time.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ConformanceException">
    /// Cases have failed. The message has a line for each; the inner <see cref="AggregateException"/> holds them.
    /// </exception>
    public static async Task RunAllAsync(IdempotencyStoreFixture fixture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        List<ConformanceException> failures = [];
        foreach (IdempotencyConformanceCase conformanceCase in Cases)
        {
            try
            {
                await conformanceCase.RunAsync(fixture, cancellationToken).ConfigureAwait(false);
            }
            catch (ConformanceException failure)
            {
                failures.Add(failure);
            }
        }

        ThrowIfAny(failures);
    }

    private static void ThrowIfAny(List<ConformanceException> failures)
    {
        if (failures.Count > 0)
        {
            string lines = string.Join(Environment.NewLine, failures.Select(failure => failure.Message));
            throw new ConformanceException(
                "all", $"{Cases.Count} cases", "none to fail", $"{failures.Count} failed:{Environment.NewLine}{lines}",
                new AggregateException(failures));
        }
    }
}
