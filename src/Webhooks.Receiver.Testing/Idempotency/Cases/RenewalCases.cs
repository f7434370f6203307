using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>What a renewal does, and when it does nothing.</summary>
internal static class RenewalCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("renew/extends-the-lease-again-and-again", ExtendsTheLeaseAgainAndAgain),
        new("renew/starts-the-lease-from-now", StartsTheLeaseFromNow),
        new("renew/may-shorten-the-lease", MayShortenTheLease),
        new("renew/after-complete-is-false", AfterCompleteIsFalse),
        new("renew/after-release-is-false", AfterReleaseIsFalse),
    ];

    private static async Task ExtendsTheLeaseAgainAndAgain(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        for (int i = 1; i <= 5; i++)
        {
            await scenario.AdvanceJustBeforeAsync(ConformanceScenario.Lease);
            await scenario.Rival.ExpectInProgressAsync(key, $"before renewal {i}");
            await scenario.Owner.ExpectRenewAsync(true, key, token, $"a running claim, time {i}");
        }

        await scenario.Owner.ExpectCompleteAsync(true, key, token, "a claim that was renewed");
        await scenario.Rival.ExpectCompletedAsync(key, "after a renewed claim was completed");
    }

    private static async Task StartsTheLeaseFromNow(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.AdvanceAsync(TimeSpan.FromMinutes(2));
        await scenario.Owner.ExpectRenewAsync(true, key, token, "a running claim");
        await scenario.AdvancePastAsync(ConformanceScenario.Lease);

        await scenario.Rival.ExpectClaimedAsync(key, "a lease after the renewal");
    }

    private static async Task MayShortenTheLease(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.Owner.ExpectRenewAsync(true, key, token, "for two minutes only", TimeSpan.FromMinutes(2));
        await scenario.AdvancePastAsync(TimeSpan.FromMinutes(2));

        await scenario.Rival.ExpectClaimedAsync(key, "after a lease that was renewed for less");
    }

    private static async Task AfterCompleteIsFalse(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "a running claim");

        await scenario.Owner.ExpectRenewAsync(false, key, token, "after completing");

        await scenario.AdvancePastAsync(ConformanceScenario.Lease);
        await scenario.Rival.ExpectCompletedAsync(key, "of a completed key after a renewal that was refused");
    }

    private static async Task AfterReleaseIsFalse(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectReleaseAsync(true, key, token, "a running claim");

        await scenario.Owner.ExpectRenewAsync(false, key, token, "after releasing");

        await scenario.Rival.ExpectClaimedAsync(key, "of a released key after a renewal that was refused");
    }
}
