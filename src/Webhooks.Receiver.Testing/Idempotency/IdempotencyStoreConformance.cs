using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// The contract of <see cref="IIdempotencyStore"/> as cases that any test framework can run. Every store has to pass all of them.
/// </summary>
public static class IdempotencyStoreConformance
{
    /// <summary>The cases, with unique names. They are the same for every store; their order does not matter.</summary>
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

    /// <summary>Runs all cases, one after the other, even if one fails.</summary>
    /// <param name="fixture">Creates the store, and advances its time.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ConformanceException">
    /// Cases have failed. The message has a line for each failure; the inner <see cref="AggregateException"/> contains them.
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

        ConformanceException.ThrowIfAny(failures, Cases.Count);
    }
}
