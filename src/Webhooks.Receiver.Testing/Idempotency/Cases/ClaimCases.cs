using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>The results of claiming a key.</summary>
internal static class ClaimCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("claim/is-in-progress-until-completed", IsInProgressUntilCompleted),
        new("claim/is-in-progress-for-its-owner-too", IsInProgressForItsOwnerToo),
        new("claim/retry-after-is-what-is-left-of-the-lease", RetryAfterIsWhatIsLeftOfTheLease),
        new("claim/retry-after-follows-a-renewal", RetryAfterFollowsARenewal),
        new("claim/being-refused-prolongs-nothing", BeingRefusedProlongsNothing),
    ];

    private static async Task IsInProgressUntilCompleted(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();

        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Rival.ExpectInProgressAsync(key, "while another owns the key");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "a running claim");
        await scenario.Rival.ExpectCompletedAsync(key, "of a completed key");
        await scenario.Owner.ExpectCompletedAsync(key, "of a completed key by its owner");
    }

    private static async Task IsInProgressForItsOwnerToo(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();

        await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectInProgressAsync(key, "through the store that owns the key");
    }

    private static async Task RetryAfterIsWhatIsLeftOfTheLease(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        TimeSpan first = await scenario.Rival.ExpectInProgressAsync(key, "while another owns the key");
        await scenario.AdvanceAsync(TimeSpan.FromMinutes(4));
        TimeSpan second = await scenario.Rival.ExpectInProgressAsync(key, "four minutes later");

        ExpectLeft(scenario, ConformanceScenario.Lease, first);
        ExpectLeft(scenario, ConformanceScenario.Lease - TimeSpan.FromMinutes(4), second);
    }

    private static async Task RetryAfterFollowsARenewal(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.Owner.ExpectRenewAsync(true, key, token, "for half an hour", TimeSpan.FromMinutes(30));
        TimeSpan left = await scenario.Rival.ExpectInProgressAsync(key, "after a renewal");

        ExpectLeft(scenario, TimeSpan.FromMinutes(30), left);
    }

    private static async Task BeingRefusedProlongsNothing(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.AdvanceAsync(TimeSpan.FromMinutes(5));
        await scenario.Rival.ExpectInProgressAsync(key, "in the middle of the lease");
        await scenario.AdvanceAsync(TimeSpan.FromMinutes(6));

        await scenario.Rival.ExpectClaimedAsync(key, "after the lease, in which others tried to claim the key");
    }

    private static void ExpectLeft(ConformanceScenario scenario, TimeSpan most, TimeSpan actual) =>
        scenario.Check.That(
            actual > TimeSpan.Zero && actual > most - ConformanceScenario.Leeway && actual <= most,
            $"at most {most}, and not much less", $"{actual}", "the time after which to try again");
}
