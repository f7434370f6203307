using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>What a release does, and when it does nothing.</summary>
internal static class ReleaseCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("release/makes-claimable-at-once", MakesClaimableAtOnce),
        new("release/twice-is-false", TwiceIsFalse),
        new("release/after-complete-is-false", AfterCompleteIsFalse),
    ];

    private static async Task MakesClaimableAtOnce(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.Owner.ExpectReleaseAsync(true, key, token, "a running claim");

        ClaimToken next = await scenario.Rival.ExpectClaimedAsync(key, "after a release");
        await scenario.Owner.ExpectInProgressAsync(key, "of a key that was claimed after a release");
        await scenario.Rival.ExpectCompleteAsync(true, key, next, "a claim after a release");
        await scenario.Owner.ExpectCompletedAsync(key, "after the second owner completed");
    }

    private static async Task TwiceIsFalse(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectReleaseAsync(true, key, token, "a running claim");

        await scenario.Owner.ExpectReleaseAsync(false, key, token, "twice");
    }

    private static async Task AfterCompleteIsFalse(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "a running claim");

        await scenario.Owner.ExpectReleaseAsync(false, key, token, "after completing");

        await scenario.Rival.ExpectCompletedAsync(key, "of a completed key after a release that was refused");
    }
}
