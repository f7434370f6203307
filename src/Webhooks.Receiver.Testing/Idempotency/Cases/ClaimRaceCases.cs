using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>If several claim a key at the same moment, exactly one gets it.</summary>
internal static class ClaimRaceCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("race/claims-of-a-new-key", ClaimsOfANewKey),
        new("race/claims-at-lease-end", ClaimsAtLeaseEnd),
        new("race/claims-after-release", ClaimsAfterRelease),
        new("race/claims-after-retention", ClaimsAfterRetention),
        new("race/claims-of-a-completed-key", ClaimsOfACompletedKey),
        new("race/claims-while-the-owner-completes", ClaimsWhileTheOwnerCompletes),
        new("race/claims-while-the-owner-releases", ClaimsWhileTheOwnerReleases),
    ];

    private static Task ClaimsOfANewKey(ConformanceScenario scenario) =>
        RaceAsync(scenario, _ => Task.CompletedTask, () => Task.CompletedTask);

    private static Task ClaimsAtLeaseEnd(ConformanceScenario scenario) => RaceAsync(
        scenario,
        key => scenario.Owner.ExpectClaimedAsync(key, "of a new key"),
        () => scenario.AdvancePastAsync(ConformanceScenario.Lease));

    private static Task ClaimsAfterRelease(ConformanceScenario scenario) => RaceAsync(
        scenario,
        async key =>
        {
            ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
            await scenario.Owner.ExpectReleaseAsync(true, key, token, "a running claim");
        },
        () => Task.CompletedTask);

    private static Task ClaimsAfterRetention(ConformanceScenario scenario) => RaceAsync(
        scenario,
        key => CompleteAsync(scenario, key),
        () => scenario.AdvancePastAsync(ConformanceScenario.Retention));

    private static async Task ClaimsOfACompletedKey(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        await CompleteAsync(scenario, key);

        IdempotencyClaim[] claims = await ClaimAtOnceAsync(scenario, key);

        int completed = Count(claims, IdempotencyClaimStatus.Completed);
        scenario.Check.Equal(claims.Length, completed, "concurrent claims of a key that are Completed");
    }

    private static async Task ClaimsWhileTheOwnerCompletes(ConformanceScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            IdempotencyKey key = scenario.NewKey();
            ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

            IdempotencyClaim[] claims = await Race.RunAsync(
                scenario.Contenders, number => number == 0 ? CompleteAsOwnerAsync() : scenario.Contender(number).ClaimAsync(key));

            scenario.Check.Equal(0, Count(claims, IdempotencyClaimStatus.Claimed), "claims granted while the owner completed");
            await scenario.Rival.ExpectCompletedAsync(key, "after the race");

            async Task<IdempotencyClaim> CompleteAsOwnerAsync()
            {
                await scenario.Owner.ExpectCompleteAsync(true, key, token, "while others claim");
                return IdempotencyClaim.Completed;
            }
        }
    }

    private static async Task ClaimsWhileTheOwnerReleases(ConformanceScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            IdempotencyKey key = scenario.NewKey();
            ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

            IdempotencyClaim[] claims = await Race.RunAsync(
                scenario.Contenders, number => number == 0 ? ReleaseAsOwnerAsync() : scenario.Contender(number).ClaimAsync(key));

            int claimed = Count(claims, IdempotencyClaimStatus.Claimed);
            scenario.Check.That(claimed <= 1, "at most one", $"{claimed}", "claims granted while the owner released");

            async Task<IdempotencyClaim> ReleaseAsOwnerAsync()
            {
                await scenario.Owner.ExpectReleaseAsync(true, key, token, "while others claim");
                return IdempotencyClaim.Completed;
            }
        }
    }

    /// <summary>Prepares all keys before the races, so that the time is moved once.</summary>
    private static async Task RaceAsync(ConformanceScenario scenario, Func<IdempotencyKey, Task> prepare, Func<Task> advance)
    {
        IdempotencyKey[] keys = [.. Enumerable.Range(0, scenario.Rounds).Select(_ => scenario.NewKey())];
        foreach (IdempotencyKey key in keys)
        {
            await prepare(key);
        }

        await advance();
        foreach (IdempotencyKey key in keys)
        {
            IdempotencyClaim[] claims = await ClaimAtOnceAsync(scenario, key);
            scenario.Check.Equal(1, Count(claims, IdempotencyClaimStatus.Claimed), "concurrent claims that got the key");
            int inProgress = Count(claims, IdempotencyClaimStatus.InProgress);
            scenario.Check.Equal(claims.Length - 1, inProgress, "concurrent claims that are InProgress");

            ClaimToken token = claims.Single(claim => claim.Status == IdempotencyClaimStatus.Claimed).Token;
            await scenario.Owner.ExpectCompleteAsync(true, key, token, "by the winner of the race");
            await scenario.Rival.ExpectCompletedAsync(key, "after the winner completed");
        }
    }

    private static Task<IdempotencyClaim[]> ClaimAtOnceAsync(ConformanceScenario scenario, IdempotencyKey key) =>
        Race.RunAsync(scenario.Contenders, number => scenario.Contender(number).ClaimAsync(key));

    private static async Task CompleteAsync(ConformanceScenario scenario, IdempotencyKey key)
    {
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "a running claim");
    }

    private static int Count(IdempotencyClaim[] claims, IdempotencyClaimStatus status) =>
        claims.Count(claim => claim.Status == status);
}
