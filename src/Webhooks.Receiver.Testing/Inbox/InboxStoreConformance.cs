using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// The contract of <see cref="IInboxStore"/> and <see cref="IWebhookInbox"/>, and of the keys that they share with an
/// <see cref="IIdempotencyStore"/>, as cases that any test framework can run. Every inbox has to pass all of them.
/// </summary>
public static class InboxStoreConformance
{
    /// <summary>The cases, with unique names. They are the same for every inbox; their order does not matter.</summary>
    public static IReadOnlyList<InboxConformanceCase> Cases { get; } =
    [
        .. InboxAcceptCases.All,
        .. InboxAcceptAllCases.All,
        .. InboxContentCases.All,
        .. InboxKeyCases.All,
        .. InboxTakeCases.All,
        .. InboxLeaseCases.All,
        .. InboxSettleCases.All,
        .. InboxStaleCases.All,
        .. InboxOrderCases.All,
        .. InboxRequeueOrderCases.All,
        .. InboxListCases.All,
        .. InboxChangeCases.All,
        .. InboxArgumentCases.All,
        .. InboxCancellationCases.All,
        .. InboxClockCases.All,
        .. InboxRaceCases.All,
    ];

    /// <summary>Runs all cases, one after the other, even if one fails.</summary>
    /// <param name="fixture">Creates the stores, and advances their time.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="ConformanceException">
    /// Cases have failed. The message has a line for each failure; the inner <see cref="AggregateException"/> contains them.
    /// </exception>
    public static async Task RunAllAsync(InboxStoreFixture fixture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        List<ConformanceException> failures = [];
        foreach (InboxConformanceCase conformanceCase in Cases)
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
