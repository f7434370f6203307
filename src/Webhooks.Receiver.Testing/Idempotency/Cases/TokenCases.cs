using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Tokens are unique over all claims, and only a key's latest token can settle or renew its claim.</summary>
internal static class TokenCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("token/is-unique-over-all-claims", IsUniqueOverAllClaims),
        new("token/is-unique-between-concurrent-claims", IsUniqueBetweenConcurrentClaims),
        new("token/never-given-is-powerless", NeverGivenIsPowerless),
        new("token/of-another-key-is-powerless", OfAnotherKeyIsPowerless),
        new("token/default-is-powerless", DefaultIsPowerless),
        new("token/on-a-key-nobody-claimed-is-powerless", OnAKeyNobodyClaimedIsPowerless),
    ];

    private static async Task IsUniqueOverAllClaims(ConformanceScenario scenario)
    {
        HashSet<ClaimToken> seen = [];
        IdempotencyKey key = scenario.NewKey();
        for (int round = 0; round < 3; round++)
        {
            await ClaimNewlyAsync(scenario.Owner, scenario.NewKey());
            ClaimToken released = await ClaimNewlyAsync(scenario.Owner, key);
            await scenario.Owner.ExpectReleaseAsync(true, key, released, "a running claim");
            await ClaimNewlyAsync(scenario.Rival, key);
            await scenario.AdvancePastAsync(ConformanceScenario.Lease);
            ClaimToken completed = await ClaimNewlyAsync(scenario.Owner, key);
            await scenario.Owner.ExpectCompleteAsync(true, key, completed, "a running claim");
            await scenario.AdvancePastAsync(ConformanceScenario.Retention);
            await ClaimNewlyAsync(scenario.Rival, scenario.NewKey());
        }

        async Task<ClaimToken> ClaimNewlyAsync(StoreProbe store, IdempotencyKey of)
        {
            ClaimToken token = await store.ExpectClaimedAsync(of, "of a free key");
            ExpectNew(scenario, seen, token);
            return token;
        }
    }

    private static async Task IsUniqueBetweenConcurrentClaims(ConformanceScenario scenario)
    {
        HashSet<ClaimToken> seen = [];
        for (int round = 0; round < scenario.Rounds; round++)
        {
            IdempotencyKey[] keys = [.. Enumerable.Range(0, scenario.Contenders).Select(_ => scenario.NewKey())];
            ClaimToken[] tokens = await Race.RunAsync(
                keys.Length,
                number => scenario.Contender(number).ExpectClaimedAsync(keys[number], "of a new key, while others claim theirs"));
            foreach (ClaimToken token in tokens)
            {
                ExpectNew(scenario, seen, token);
            }
        }
    }

    private static async Task NeverGivenIsPowerless(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");

        long value = token.Value;
        foreach (long wrong in (long[])[unchecked(value + 1), unchecked(value - 1), ~value, long.MaxValue, long.MinValue])
        {
            if (wrong != value)
            {
                await scenario.Rival.ExpectPowerlessAsync(key, new ClaimToken(wrong), "with a token that was never given");
            }
        }

        await ExpectStillOwnedAsync(scenario, key, token);
    }

    private static async Task OfAnotherKeyIsPowerless(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        ClaimToken foreign = await scenario.Rival.ExpectClaimedAsync(scenario.NewKey(), "of another new key");

        await scenario.Rival.ExpectPowerlessAsync(key, foreign, "with another key's token");

        await ExpectStillOwnedAsync(scenario, key, token);
    }

    private static async Task DefaultIsPowerless(ConformanceScenario scenario)
    {
        IdempotencyKey key = scenario.NewKey();
        await scenario.Rival.ExpectPowerlessAsync(key, default, "with the default token, a key that nobody claimed");

        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(key, "of a new key");
        await scenario.Rival.ExpectPowerlessAsync(key, default, "with the default token, a running claim");

        await ExpectStillOwnedAsync(scenario, key, token);
        await scenario.Rival.ExpectPowerlessAsync(key, default, "with the default token, a completed claim");
        await scenario.Rival.ExpectCompletedAsync(key, "after the default token was tried");
    }

    private static async Task OnAKeyNobodyClaimedIsPowerless(ConformanceScenario scenario)
    {
        ClaimToken foreign = await scenario.Owner.ExpectClaimedAsync(scenario.NewKey(), "of a new key");
        IdempotencyKey key = scenario.NewKey();

        await scenario.Owner.ExpectPowerlessAsync(key, foreign, "a key that nobody claimed");

        await scenario.Rival.ExpectClaimedAsync(key, "of a key after calls with another key's token");
    }

    private static void ExpectNew(ConformanceScenario scenario, HashSet<ClaimToken> seen, ClaimToken token) =>
        scenario.Check.That(seen.Add(token), "a token that was never given before", $"{token} again", "a claim's token");

    private static async Task ExpectStillOwnedAsync(ConformanceScenario scenario, IdempotencyKey key, ClaimToken token)
    {
        await scenario.Rival.ExpectInProgressAsync(key, "after a wrong token was tried");
        await scenario.Owner.ExpectCompleteAsync(true, key, token, "after a wrong token was tried");
        await scenario.Rival.ExpectCompletedAsync(key, "after the owner completed");
    }
}
