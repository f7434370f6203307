using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>A change of the wall clock affects no lease and no retention.</summary>
internal static class ClockCases
{
    private static readonly TimeSpan _far = TimeSpan.FromDays(30);

    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("clock/step-forward-ends-no-lease", StepForwardEndsNoLease),
        new("clock/step-back-prolongs-no-lease", StepBackProlongsNoLease),
        new("clock/step-forward-forgets-no-completion", StepForwardForgetsNoCompletion),
        new("clock/step-back-prolongs-no-retention", StepBackProlongsNoRetention),
        new("clock/step-during-a-renewal-changes-nothing", StepDuringARenewalChangesNothing),
    ];

    private static async Task StepForwardEndsNoLease(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.WithWallClockOffByAsync(_far, async () =>
        {
            TimeSpan left = await scenario.Rival.ExpectInProgressAsync(key, "after a step forward");
            ExpectNoMoreThanTheLease(scenario, left);
        });
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "after a step forward and back");
    }

    private static async Task StepBackProlongsNoLease(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.WithWallClockOffByAsync(-_far, async () =>
        {
            TimeSpan left = await scenario.Rival.ExpectInProgressAsync(key, "after a step back");
            ExpectNoMoreThanTheLease(scenario, left);
            await scenario.AdvancePastAsync(ConformanceScenario.Lease);
            await scenario.Rival.ExpectClaimedAsync(key, "after the lease, in which the clock was set back");
        });
    }

    private static async Task StepForwardForgetsNoCompletion(ConformanceScenario scenario)
    {
        IdempotencyKey key = await ClaimAndCompleteAsync(scenario);

        await scenario.WithWallClockOffByAsync(
            _far, () => scenario.Rival.ExpectCompletedAsync(key, "after a step beyond the retention"));
        await scenario.Rival.ExpectCompletedAsync(key, "after a step beyond the retention and back");
    }

    private static async Task StepBackProlongsNoRetention(ConformanceScenario scenario)
    {
        IdempotencyKey key = await ClaimAndCompleteAsync(scenario);

        await scenario.WithWallClockOffByAsync(-_far, async () =>
        {
            await scenario.Rival.ExpectCompletedAsync(key, "after a step back");
            await scenario.AdvancePastAsync(ConformanceScenario.Retention);
            await scenario.Rival.ExpectClaimedAsync(key, "after the retention, in which the clock was set back");
        });
    }

    private static async Task StepDuringARenewalChangesNothing(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        await scenario.WithWallClockOffByAsync(
            -_far, () => scenario.Owner.ExpectRenewAsync(true, key, token, "after a step back"));
        await scenario.AdvanceJustBeforeAsync(ConformanceScenario.Lease);

        await scenario.Rival.ExpectInProgressAsync(key, "during a lease that was renewed while the clock was wrong");
    }

    private static void ExpectNoMoreThanTheLease(ConformanceScenario scenario, TimeSpan left) =>
        scenario.Check.That(left <= ConformanceScenario.Lease, "no more than the lease", $"{left}", "what is left after a step");

    private static async Task<IdempotencyKey> ClaimAndCompleteAsync(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "a running claim");
        return key;
    }
}
