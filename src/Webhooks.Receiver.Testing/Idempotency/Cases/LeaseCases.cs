using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>How long a claim holds, and what its owner can do after the end of its lease.</summary>
internal static class LeaseCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("lease/holds-until-it-ends", HoldsUntilItEnds),
        new("lease/end-makes-claimable", EndMakesClaimable),
        new("lease/complete-after-the-end-while-latest", CompleteAfterTheEndWhileLatest),
        new("lease/renew-after-the-end-while-latest", RenewAfterTheEndWhileLatest),
        new("lease/release-after-the-end-while-latest", ReleaseAfterTheEndWhileLatest),
        new("lease/longest-does-not-overflow", LongestDoesNotOverflow),
    ];

    private static async Task HoldsUntilItEnds(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.AdvanceJustBeforeAsync(ConformanceScenario.Lease);

        await scenario.Rival.ExpectInProgressAsync(key, "just before the lease ends");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "just before the lease ends");
    }

    private static async Task EndMakesClaimable(ConformanceScenario scenario)
    {
        IdempotencyKey key = await ClaimAndCrashAsync(scenario);

        ClaimToken next = await scenario.Rival.ExpectClaimedAsync(key, "after the owner's lease ended");
        await scenario.Owner.ExpectInProgressAsync(key, "of a key that was claimed anew");
        await scenario.Rival.ExpectCompleteAsync(true, key, next, "the new claim");
        await scenario.Owner.ExpectCompletedAsync(key, "after the new owner completed");
    }

    private static async Task CompleteAfterTheEndWhileLatest(ConformanceScenario scenario)
    {
        (IdempotencyKey key, ClaimToken token) = await ClaimAndOutliveLeaseAsync(scenario);

        await scenario.Owner.ExpectCompleteAsync(true, key, token, "after the lease, before another claim");

        await scenario.Rival.ExpectCompletedAsync(key, "after a late completion");
        await scenario.AdvanceJustBeforeAsync(ConformanceScenario.Retention);
        await scenario.Rival.ExpectCompletedAsync(key, "just before the retention of a late completion ends");
    }

    private static async Task RenewAfterTheEndWhileLatest(ConformanceScenario scenario)
    {
        (IdempotencyKey key, ClaimToken token) = await ClaimAndOutliveLeaseAsync(scenario);

        await scenario.Owner.ExpectRenewAsync(true, key, token, "after the lease, before another claim");

        await scenario.AdvanceJustBeforeAsync(ConformanceScenario.Lease);
        await scenario.Rival.ExpectInProgressAsync(key, "just before the end of a lease that was renewed late");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "a claim that was renewed late");
    }

    private static async Task ReleaseAfterTheEndWhileLatest(ConformanceScenario scenario)
    {
        (IdempotencyKey key, ClaimToken token) = await ClaimAndOutliveLeaseAsync(scenario);

        await scenario.Owner.ExpectReleaseAsync(true, key, token, "after the lease, before another claim");

        await scenario.Rival.ExpectClaimedAsync(key, "after a late release");
    }

    private static async Task LongestDoesNotOverflow(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();

        await scenario.AdvanceAsync(ConformanceScenario.Leeway); // at time zero nothing would overflow
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "with the longest lease", TimeSpan.MaxValue);
        TimeSpan left = await scenario.Rival.ExpectInProgressAsync(key, "during the longest lease");
        scenario.Check.That(left > TimeSpan.FromDays(365), "more than a year", $"{left}", "what is left of the longest lease");
        await scenario.Owner.ExpectRenewAsync(true, key, token, "for the longest lease", TimeSpan.MaxValue);
        await scenario.AdvanceAsync(TimeSpan.FromDays(400));
        await scenario.Rival.ExpectInProgressAsync(key, "400 days into the longest lease");
        await scenario.Owner.ExpectReleaseAsync(true, key, token, "in the longest lease");
    }

    private static async Task<IdempotencyKey> ClaimAndCrashAsync(ConformanceScenario scenario) =>
        (await ClaimAndOutliveLeaseAsync(scenario)).Key;

    private static async Task<(IdempotencyKey Key, ClaimToken Token)> ClaimAndOutliveLeaseAsync(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.AdvancePastAsync(ConformanceScenario.Lease);
        return (key, token);
    }
}
