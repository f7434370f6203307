using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Keys are equal if and only if their hashes are equal.</summary>
internal static class KeyCases
{
    public static IEnumerable<IdempotencyConformanceCase> All =>
    [
        new("key/each-lives-for-itself", EachLivesForItself),
        new("key/same-parts-are-the-same-key", SamePartsAreTheSameKey),
        new("key/every-part-tells-keys-apart", EveryPartTellsKeysApart),
        new("key/display-text-decides-nothing", DisplayTextDecidesNothing),
    ];

    private static async Task EachLivesForItself(ConformanceScenario scenario)
    {
        (IdempotencyKey running, IdempotencyKey completed, IdempotencyKey released, IdempotencyKey other) =
            (scenario.NewKey(), scenario.NewKey(), scenario.NewKey(), scenario.NewKey());
        ClaimToken runningToken = await scenario.Owner.ExpectClaimedAsync(running, "of the first key");
        ClaimToken completedToken = await scenario.Owner.ExpectClaimedAsync(completed, "of the second key");
        ClaimToken releasedToken = await scenario.Rival.ExpectClaimedAsync(released, "of the third key");

        await scenario.Owner.ExpectCompleteAsync(true, completed, completedToken, "the second key");
        await scenario.Rival.ExpectReleaseAsync(true, released, releasedToken, "the third key");

        await scenario.Rival.ExpectInProgressAsync(running, "of the first key, others being settled");
        await scenario.Rival.ExpectCompletedAsync(completed, "of the second key");
        await scenario.Owner.ExpectClaimedAsync(released, "of the third key, which was released");
        await scenario.Owner.ExpectClaimedAsync(other, "of a fourth key");
        await scenario.Owner.ExpectRenewAsync(true, running, runningToken, "the first key");
    }

    private static async Task SamePartsAreTheSameKey(ConformanceScenario scenario)
    {
        var identity = DeliveryIdentity.FromSigned(scenario.Unique("id"), "part");
        IdempotencyKey Create() => ConformanceScenario.CreateKey(identity, tenant: "tenant");
        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(Create(), "of a new key");

        await scenario.Rival.ExpectInProgressAsync(Create(), "of a key made of the same parts");
        await scenario.Owner.ExpectCompleteAsync(true, Create(), token, "under a key made of the same parts");
        await scenario.Rival.ExpectCompletedAsync(Create(), "of a key made of the same parts");
    }

    private static async Task EveryPartTellsKeysApart(ConformanceScenario scenario)
    {
        string id = scenario.Unique("id");
        var identity = DeliveryIdentity.FromSigned(id);

        foreach ((IdempotencyKey key, string what) in ((IdempotencyKey, string)[])
        [
            (ConformanceScenario.CreateKey(identity), "the plain key"),
            (ConformanceScenario.CreateKey(identity, provider: "other"), "another provider"),
            (ConformanceScenario.CreateKey(identity, endpoint: "other"), "another endpoint"),
            (ConformanceScenario.CreateKey(identity, tenant: "tenant"), "a tenant"),
            (ConformanceScenario.CreateKey(identity, tenant: ""), "an empty tenant"),
            (ConformanceScenario.CreateKey(DeliveryIdentity.FromSigned(id, "part")), "a second part"),
            (ConformanceScenario.CreateKey(DeliveryIdentity.FromUnsigned(id)), "an unsigned id"),
            (ConformanceScenario.CreateKey(DeliveryIdentity.FromBody("body"u8), tenant: id), "a body"),
        ])
        {
            await scenario.Owner.ExpectClaimedAsync(key, $"of a key that differs by {what}");
            await scenario.Rival.ExpectInProgressAsync(key, $"of a claimed key that differs by {what}");
        }
    }

    private static async Task DisplayTextDecidesNothing(ConformanceScenario scenario)
    {
        string id = scenario.Unique(new string('x', IdempotencyKey.MaxDisplayLength));
        IdempotencyKey first = ConformanceScenario.CreateKey(DeliveryIdentity.FromSigned(id + "1"));
        IdempotencyKey second = ConformanceScenario.CreateKey(DeliveryIdentity.FromSigned(id + "2"));
        scenario.Check.Equal(first.DisplayText, second.DisplayText, "the display texts of two long ids");

        ClaimToken token = await scenario.Owner.ExpectClaimedAsync(first, "of a new key");
        await scenario.Owner.ExpectCompleteAsync(true, first, token, "a running claim");

        await scenario.Rival.ExpectClaimedAsync(second, "of another key with the same display text");
    }
}
