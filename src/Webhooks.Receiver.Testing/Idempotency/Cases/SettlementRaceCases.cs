using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>If several settle a claim at the same moment, one succeeds; of a late and a new owner, one owns the key.</summary>
internal static class SettlementRaceCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("race/complete-release-and-renew-of-one-claim", CompleteReleaseAndRenewOfOneClaim),
        new("race/completions-of-one-claim", CompletionsOfOneClaim),
        new("race/releases-of-one-claim", ReleasesOfOneClaim),
        new("race/late-complete-against-a-new-claim", LateCompleteAgainstANewClaim),
        new("race/late-renew-against-a-new-claim", LateRenewAgainstANewClaim),
        new("race/late-release-against-a-new-claim", LateReleaseAgainstANewClaim),
    ];

    private static async Task CompleteReleaseAndRenewOfOneClaim(ConformanceScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            IdempotencyKey key = scenario.NewKey();
            ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

            // The last to arrive is often the first to run, and has to be each of the three in turn.
            int turn = round;
            bool[] answers = await Race.RunAsync(
                Math.Max(3, scenario.Contenders),
                number => ((number + turn) % 3) switch
                {
                    0 => scenario.Contender(number).CompleteAsync(key, token),
                    1 => scenario.Contender(number).ReleaseAsync(key, token),
                    _ => scenario.Contender(number).RenewAsync(key, token),
                });

            int completed = answers.Where((answer, number) => answer && (number + turn) % 3 == 0).Count();
            int released = answers.Where((answer, number) => answer && (number + turn) % 3 == 1).Count();
            scenario.Check.Equal(1, completed + released, "concurrent settlements of one claim that succeeded");
            IdempotencyClaim after = await scenario.Rival.ClaimAsync(key);
            scenario.Check.Equal(
                completed == 1 ? IdempotencyClaimStatus.Completed : IdempotencyClaimStatus.Claimed, after.Status,
                $"a claim after the {(completed == 1 ? "completion" : "release")} won");
        }
    }

    private static Task CompletionsOfOneClaim(ConformanceScenario scenario) => OnlyOneSucceedsAsync(
        scenario, (store, key, token) => store.CompleteAsync(key, token), IdempotencyClaimStatus.Completed);

    private static Task ReleasesOfOneClaim(ConformanceScenario scenario) => OnlyOneSucceedsAsync(
        scenario, (store, key, token) => store.ReleaseAsync(key, token), IdempotencyClaimStatus.Claimed);

    private static async Task OnlyOneSucceedsAsync(
        ConformanceScenario scenario,
        Func<StoreProbe, IdempotencyKey, ClaimToken, Task<bool>> settle,
        IdempotencyClaimStatus expectedAfter)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            IdempotencyKey key = scenario.NewKey();
            ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

            bool[] answers = await Race.RunAsync(
                scenario.Contenders, number => settle(scenario.Contender(number), key, token));

            scenario.Check.Equal(1, answers.Count(answer => answer), "concurrent settlements of one claim that succeeded");
            scenario.Check.Equal(expectedAfter, (await scenario.Rival.ClaimAsync(key)).Status, "a claim after the race");
        }
    }

    private static Task LateCompleteAgainstANewClaim(ConformanceScenario scenario) => LateAgainstNewAsync(
        scenario, (store, key, token) => store.CompleteAsync(key, token), IdempotencyClaimStatus.Completed);

    private static Task LateRenewAgainstANewClaim(ConformanceScenario scenario) => LateAgainstNewAsync(
        scenario, (store, key, token) => store.RenewAsync(key, token), IdempotencyClaimStatus.InProgress);

    private static Task LateReleaseAgainstANewClaim(ConformanceScenario scenario) => LateAgainstNewAsync(
        scenario, (store, key, token) => store.ReleaseAsync(key, token), IdempotencyClaimStatus.Claimed);

    /// <summary>Races a late owner against a new claim: whichever comes second has to see the effect of the first.</summary>
    private static async Task LateAgainstNewAsync(
        ConformanceScenario scenario,
        Func<StoreProbe, IdempotencyKey, ClaimToken, Task<bool>> act,
        IdempotencyClaimStatus expectedIfActed)
    {
        foreach ((IdempotencyKey key, ClaimToken late) in await OutlivedClaimsAsync(scenario))
        {
            IdempotencyClaim claim = default;
            bool[] acted = await Race.RunAsync(
                2, async number => number == 0
                    ? await act(scenario.Owner, key, late)
                    : (claim = await scenario.Rival.ClaimAsync(key)) == default);

            scenario.Check.Equal(
                acted[0] ? expectedIfActed : IdempotencyClaimStatus.Claimed, claim.Status,
                acted[0] ? "a claim while the late owner succeeded" : "a claim while the late owner was refused");
            if (claim.Status == IdempotencyClaimStatus.Claimed)
            {
                await scenario.Owner.ExpectPowerlessAsync(key, late, "with a late owner's token, after the race");
                await scenario.Rival.ExpectCompleteAsync(true, key, claim.Token, "by the new owner, after the race");
            }
        }
    }

    private static async Task<List<(IdempotencyKey Key, ClaimToken Token)>> OutlivedClaimsAsync(ConformanceScenario scenario)
    {
        List<(IdempotencyKey, ClaimToken)> claims = [];
        for (int round = 0; round < scenario.Rounds; round++)
        {
            IdempotencyKey key = scenario.NewKey();
            claims.Add((key, await scenario.Owner.ExpectClaimedAsync(key, "of a new key")));
        }

        await scenario.AdvancePastAsync(ConformanceScenario.Lease);
        return claims;
    }
}
