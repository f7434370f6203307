using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>An operation whose token is already cancelled does nothing and throws.</summary>
internal static class CancellationCases
{
    private static readonly CancellationToken _cancelled = new(canceled: true);

    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("cancelled/claim-takes-nothing", ClaimTakesNothing),
        new("cancelled/renew-extends-nothing", RenewExtendsNothing),
        new("cancelled/complete-completes-nothing", CompleteCompletesNothing),
        new("cancelled/release-releases-nothing", ReleaseReleasesNothing),
    ];

    private static async Task ClaimTakesNothing(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();

        await StoppedAsync(scenario, store => store.ClaimAsync(key, ConformanceScenario.Lease, _cancelled).AsTask(), "claiming");

        await scenario.Rival.ExpectClaimedAsync(key, "after one that was cancelled");
    }

    private static async Task RenewExtendsNothing(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.AdvanceJustBeforeAsync(ConformanceScenario.Lease);

        await StoppedAsync(
            scenario, store => store.RenewAsync(key, token, TimeSpan.FromHours(1), _cancelled).AsTask(), "renewing");

        await scenario.AdvanceAsync(2 * ConformanceScenario.Leeway);
        await scenario.Rival.ExpectClaimedAsync(key, "after the lease, whose renewal was cancelled");
    }

    private static async Task CompleteCompletesNothing(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await StoppedAsync(
            scenario, store => store.CompleteAsync(key, token, ConformanceScenario.Retention, _cancelled).AsTask(), "completing");

        await scenario.Rival.ExpectInProgressAsync(key, "after a completion that was cancelled");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "after one that was cancelled");
    }

    private static async Task ReleaseReleasesNothing(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await StoppedAsync(scenario, store => store.ReleaseAsync(key, token, _cancelled).AsTask(), "releasing");

        await scenario.Rival.ExpectInProgressAsync(key, "after a release that was cancelled");
        await scenario.Owner.ExpectReleaseAsync(true, key, token, "after one that was cancelled");
    }

    private static Task StoppedAsync(ConformanceScenario scenario, Func<IIdempotencyStore, Task> action, string subject) =>
        scenario.Check.ThrowsAsync<OperationCanceledException>(
            () => action(scenario.Owner.Store), $"{subject} with a token that is cancelled already");
}
