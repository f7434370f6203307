using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>A late owner cannot change a key that it no longer owns, and does not disturb the new owner.</summary>
internal static class StaleTokenCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("stale/complete-after-reclaim-is-false", CompleteAfterReclaimIsFalse),
        new("stale/renew-after-reclaim-is-false", RenewAfterReclaimIsFalse),
        new("stale/release-after-reclaim-is-false", ReleaseAfterReclaimIsFalse),
        new("stale/after-the-new-owner-completed", AfterTheNewOwnerCompleted),
        new("stale/after-the-new-owner-released", AfterTheNewOwnerReleased),
        new("stale/after-release-and-reclaim", AfterReleaseAndReclaim),
        new("stale/after-the-retention", AfterTheRetention),
        new("stale/after-the-retention-and-reclaim", AfterTheRetentionAndReclaim),
    ];

    private static async Task CompleteAfterReclaimIsFalse(ConformanceScenario scenario)
    {
        Handover handover = await ReclaimAfterLeaseEndAsync(scenario);

        await scenario.Owner.ExpectCompleteAsync(false, handover.Key, handover.Stale, "with a late owner's token");

        await ExpectUndisturbedAsync(scenario, handover);
    }

    private static async Task RenewAfterReclaimIsFalse(ConformanceScenario scenario)
    {
        Handover handover = await ReclaimAfterLeaseEndAsync(scenario);

        await scenario.Owner.ExpectRenewAsync(
            false, handover.Key, handover.Stale, "with a late owner's token", TimeSpan.FromHours(1));

        await scenario.AdvancePastAsync(ConformanceScenario.Lease);
        await scenario.Owner.ExpectClaimedAsync(handover.Key, "after the new owner's lease, and a late renewal");
    }

    private static async Task ReleaseAfterReclaimIsFalse(ConformanceScenario scenario)
    {
        Handover handover = await ReclaimAfterLeaseEndAsync(scenario);

        await scenario.Owner.ExpectReleaseAsync(false, handover.Key, handover.Stale, "with a late owner's token");

        await ExpectUndisturbedAsync(scenario, handover);
    }

    private static async Task AfterTheNewOwnerCompleted(ConformanceScenario scenario)
    {
        Handover handover = await ReclaimAfterLeaseEndAsync(scenario);
        await scenario.Rival.ExpectCompleteAsync(true, handover.Key, handover.Latest, "the new claim");

        await scenario.Owner.ExpectPowerlessAsync(
            handover.Key, handover.Stale, "with a late owner's token, after the new owner completed");

        await scenario.Rival.ExpectCompletedAsync(handover.Key, "of a completed key, after a late owner tried");
    }

    private static async Task AfterTheNewOwnerReleased(ConformanceScenario scenario)
    {
        Handover handover = await ReclaimAfterLeaseEndAsync(scenario);
        await scenario.Rival.ExpectReleaseAsync(true, handover.Key, handover.Latest, "the new claim");

        await scenario.Owner.ExpectPowerlessAsync(
            handover.Key, handover.Stale, "with a late owner's token, after the new owner released");

        await scenario.Rival.ExpectClaimedAsync(handover.Key, "of a released key, after a late owner tried");
    }

    private static async Task AfterReleaseAndReclaim(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken stale = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectReleaseAsync(true, key, stale, "a running claim");
        ClaimToken latest = await scenario.Rival.ExpectClaimedAsync(key, "after a release");

        await scenario.Owner.ExpectPowerlessAsync(key, stale, "with a released token, after the key was claimed anew");

        await ExpectUndisturbedAsync(scenario, new Handover(key, stale, latest));
    }

    private static async Task AfterTheRetention(ConformanceScenario scenario)
    {
        (IdempotencyKey key, ClaimToken stale) = await CompleteAndOutliveRetentionAsync(scenario);

        await scenario.Owner.ExpectPowerlessAsync(key, stale, "with a completed token, after the retention");

        await scenario.Rival.ExpectClaimedAsync(key, "after the retention, after the old owner tried");
    }

    private static async Task AfterTheRetentionAndReclaim(ConformanceScenario scenario)
    {
        (IdempotencyKey key, ClaimToken stale) = await CompleteAndOutliveRetentionAsync(scenario);
        ClaimToken latest = await scenario.Rival.ExpectClaimedAsync(key, "after the retention");

        await scenario.Owner.ExpectPowerlessAsync(key, stale, "with a completed token, after the key was claimed anew");

        await ExpectUndisturbedAsync(scenario, new Handover(key, stale, latest));
    }

    private static async Task<Handover> ReclaimAfterLeaseEndAsync(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken stale = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.AdvancePastAsync(ConformanceScenario.Lease);
        ClaimToken latest = await scenario.Rival.ExpectClaimedAsync(key, "after the owner's lease ended");
        return new Handover(key, stale, latest);
    }

    private static async Task<(IdempotencyKey Key, ClaimToken Stale)> CompleteAndOutliveRetentionAsync(
        ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken stale = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectCompleteAsync(true, key, stale, "a running claim");
        await scenario.AdvancePastAsync(ConformanceScenario.Retention);
        return (key, stale);
    }

    private static async Task ExpectUndisturbedAsync(ConformanceScenario scenario, Handover handover)
    {
        await scenario.Owner.ExpectInProgressAsync(handover.Key, "of the new owner's key, after a late owner tried");
        await scenario.Rival.ExpectCompleteAsync(
            true, handover.Key, handover.Latest, "by the new owner, after a late owner tried");
        await scenario.Owner.ExpectCompletedAsync(handover.Key, "after the new owner completed");
    }

    private readonly record struct Handover(IdempotencyKey Key, ClaimToken Stale, ClaimToken Latest);
}
