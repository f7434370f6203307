using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>How long a completed key is remembered.</summary>
internal static class CompletionCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("complete/lasts-until-the-retention-ends", LastsUntilTheRetentionEnds),
        new("complete/retention-starts-with-the-completion", RetentionStartsWithTheCompletion),
        new("complete/retention-may-be-shorter-than-the-lease", RetentionMayBeShorterThanTheLease),
        new("complete/being-asked-for-prolongs-nothing", BeingAskedForProlongsNothing),
        new("complete/twice-is-false", TwiceIsFalse),
        new("complete/after-release-is-false", AfterReleaseIsFalse),
        new("complete/a-year-does-not-overflow", AYearDoesNotOverflow),
        new("complete/longest-does-not-overflow", LongestDoesNotOverflow),
    ];

    private static async Task LastsUntilTheRetentionEnds(ConformanceScenario scenario)
    {
        IdempotencyKey key = await ClaimAndCompleteAsync(scenario, ConformanceScenario.Retention);

        await scenario.AdvancePastAsync(ConformanceScenario.Lease);
        await scenario.Rival.ExpectCompletedAsync(key, "after the lease in which the key was completed");
        await scenario.AdvanceAsync(ConformanceScenario.Retention - ConformanceScenario.Lease - (2 * ConformanceScenario.Leeway));
        await scenario.Rival.ExpectCompletedAsync(key, "just before the retention ends");

        await scenario.AdvanceAsync(2 * ConformanceScenario.Leeway);
        ClaimToken again = await scenario.Rival.ExpectClaimedAsync(key, "after the retention");
        await scenario.Owner.ExpectInProgressAsync(key, "of a key that was claimed after its retention");
        await scenario.Rival.ExpectCompleteAsync(true, key, again, "a second time, after the first retention");
        await scenario.Owner.ExpectCompletedAsync(key, "after the second completion");
    }

    private static async Task RetentionStartsWithTheCompletion(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.AdvanceJustBeforeAsync(ConformanceScenario.Lease);
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "for an hour", TimeSpan.FromHours(1));
        await scenario.AdvanceJustBeforeAsync(TimeSpan.FromHours(1));

        await scenario.Rival.ExpectCompletedAsync(key, "just before an hour after the completion");
    }

    private static async Task RetentionMayBeShorterThanTheLease(ConformanceScenario scenario)
    {
        IdempotencyKey key = await ClaimAndCompleteAsync(scenario, TimeSpan.FromMinutes(2));

        await scenario.AdvancePastAsync(TimeSpan.FromMinutes(2));

        await scenario.Rival.ExpectClaimedAsync(key, "after a retention that ends before the lease would have");
    }

    private static async Task BeingAskedForProlongsNothing(ConformanceScenario scenario)
    {
        IdempotencyKey key = await ClaimAndCompleteAsync(scenario, TimeSpan.FromHours(1));

        await scenario.AdvanceAsync(TimeSpan.FromMinutes(50));
        await scenario.Rival.ExpectCompletedAsync(key, "in the middle of the retention");
        await scenario.AdvanceAsync(TimeSpan.FromMinutes(11));

        await scenario.Rival.ExpectClaimedAsync(key, "after the retention, in which others tried to claim the key");
    }

    private static async Task TwiceIsFalse(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "for an hour", TimeSpan.FromHours(1));

        await scenario.Owner.ExpectCompleteAsync(false, key, token, "twice");
        await scenario.Owner.ExpectReleaseAsync(false, key, token, "after completing");

        await scenario.Rival.ExpectCompletedAsync(key, "after settling twice");
        await scenario.AdvancePastAsync(TimeSpan.FromHours(1));
        await scenario.Rival.ExpectClaimedAsync(key, "after the first completion's retention");
    }

    private static async Task AfterReleaseIsFalse(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectReleaseAsync(true, key, token, "a running claim");

        await scenario.Owner.ExpectCompleteAsync(false, key, token, "after releasing");

        await scenario.Rival.ExpectClaimedAsync(key, "of a released key after a completion that was refused");
    }

    private static async Task AYearDoesNotOverflow(ConformanceScenario scenario)
    {
        IdempotencyKey key = await ClaimAndCompleteAsync(scenario, TimeSpan.FromDays(365));

        await scenario.AdvanceAsync(TimeSpan.FromDays(364));
        await scenario.Rival.ExpectCompletedAsync(key, "364 days into a retention of 365");
        await scenario.AdvanceAsync(TimeSpan.FromDays(2));
        await scenario.Rival.ExpectClaimedAsync(key, "after a retention of 365 days");
    }

    private static async Task LongestDoesNotOverflow(ConformanceScenario scenario)
    {
        await scenario.AdvanceAsync(ConformanceScenario.Leeway); // at time zero nothing would overflow
        IdempotencyKey key = await ClaimAndCompleteAsync(scenario, TimeSpan.MaxValue);

        await scenario.Rival.ExpectCompletedAsync(key, "at the start of the longest retention");
        await scenario.AdvanceAsync(TimeSpan.FromDays(400));
        await scenario.Rival.ExpectCompletedAsync(key, "400 days into the longest retention");
    }

    private static async Task<IdempotencyKey> ClaimAndCompleteAsync(ConformanceScenario scenario, TimeSpan retention)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, $"for {retention}", retention);
        return key;
    }
}
