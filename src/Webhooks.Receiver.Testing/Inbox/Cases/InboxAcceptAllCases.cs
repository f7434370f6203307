using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Several deliveries are stored in their order, all or none.</summary>
internal static class InboxAcceptAllCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("accept-all/stores-in-their-order", StoresInTheirOrder),
        new("accept-all/stores-what-is-new-alone", StoresWhatIsNewAlone),
        new("accept-all/of-known-ones-is-a-duplicate", OfKnownOnesIsADuplicate),
        new("accept-all/stores-none-while-one-is-claimed", StoresNoneWhileOneIsClaimed),
        new("accept-all/keeps-ordering-keys-in-their-order", KeepsOrderingKeysInTheirOrder),
        new("argument/no-deliveries-are-refused", NoDeliveriesAreRefused),
        new("race/accepts-of-overlapping-deliveries", AcceptsOfOverlappingDeliveries),
        new("race/accepts-of-several-and-claims-of-one-key", AcceptsOfSeveralAndClaimsOfOneKey),
    ];

    private static async Task StoresInTheirOrder(InboxScenario scenario)
    {
        InboxDelivery[] deliveries = NewDeliveries(scenario, 60);

        await scenario.First.ExpectAllAsync(InboxAcceptStatus.Accepted, "new deliveries together", deliveries);

        await scenario.Second.ExpectTakenAsync("after accepting several together", deliveries);
    }

    private static async Task StoresWhatIsNewAlone(InboxScenario scenario)
    {
        InboxDelivery processed = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));
        InboxDelivery dead = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error));
        InboxDelivery pending = await scenario.First.ExpectAcceptedAsync();
        InboxDelivery[] added = NewDeliveries(scenario, 3);

        await scenario.Second.ExpectAllAsync(
            InboxAcceptStatus.Accepted, "new deliveries together with known ones", processed, added[0], pending, added[1], dead, added[2]);

        await scenario.First.ExpectTakenAsync("after accepting new ones together with known ones", pending, added[0], added[1], added[2]);
    }

    private static async Task OfKnownOnesIsADuplicate(InboxScenario scenario)
    {
        InboxDelivery processed = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));
        InboxDelivery completed = scenario.NewDelivery();
        IdempotencyClaim claim = await scenario.First.Keys.ClaimAsync(completed.Key);
        await scenario.First.Keys.ExpectCompleteAsync(true, completed.Key, claim.Token, "while it is claimed");

        await scenario.Second.ExpectAllAsync(InboxAcceptStatus.Duplicate, "deliveries together that were handled", processed, completed);

        await scenario.Second.ExpectNothingDueAsync("after accepting only known ones");
    }

    private static async Task StoresNoneWhileOneIsClaimed(InboxScenario scenario)
    {
        InboxDelivery[] deliveries = NewDeliveries(scenario, 5);
        IdempotencyClaim claim = await scenario.First.Keys.ClaimAsync(deliveries[2].Key);

        InboxAcceptance refused = await scenario.Second.AcceptAllAsync(deliveries);

        scenario.Check.Equal(InboxAcceptStatus.InProgress, refused.Status, "accepting several of which one is claimed");
        scenario.Check.That(
            refused.RetryAfter > TimeSpan.Zero && refused.RetryAfter <= InboxScenario.Lease, "the rest of its lease", $"{refused.RetryAfter}", "the time to retry");
        await scenario.First.ExpectNothingDueAsync("while one of those that came together is claimed");
        await scenario.First.Keys.ExpectReleaseAsync(true, deliveries[2].Key, claim.Token, "while it is claimed");
        await scenario.Second.ExpectAllAsync(InboxAcceptStatus.Accepted, "all of them after the release", deliveries);
        await scenario.First.ExpectTakenAsync("after the release", deliveries);
    }

    private static async Task KeepsOrderingKeysInTheirOrder(InboxScenario scenario)
    {
        InboxDelivery[] ofA = [.. Enumerable.Range(0, 3).Select(_ => scenario.NewDelivery(orderedBy: "a"))];
        InboxDelivery ofB = scenario.NewDelivery(orderedBy: "b");
        await scenario.First.ExpectAllAsync(InboxAcceptStatus.Accepted, "ordered ones together", ofA[0], ofA[1], ofB, ofA[2]);

        IReadOnlyList<InboxItem> items = await scenario.Second.ExpectTakenAsync("of two ordering keys that came together", ofA[0], ofB);
        foreach (InboxDelivery next in ofA.Skip(1))
        {
            await scenario.First.ExpectSettledAsync(items[0], InboxResult.Processed(InboxScenario.Retention));
            items = await scenario.Second.ExpectTakenAsync("after the one before was processed", next);
        }
    }

    private static Task NoDeliveriesAreRefused(InboxScenario scenario) =>
        scenario.Check.ThrowsAsync<ArgumentException>(() => scenario.First.AcceptAllAsync([]), "accepting no deliveries");

    private static async Task AcceptsOfOverlappingDeliveries(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            InboxDelivery[] deliveries = NewDeliveries(scenario, scenario.Contenders + 2);

            await Race.RunAsync(scenario.Contenders, number => AcceptUntilKnownAsync(scenario, scenario.Contender(number), deliveries[number..(number + 3)]));

            IReadOnlyList<InboxItem> items = await scenario.First.TakeAsync();
            scenario.Check.Equal(
                string.Join(' ', deliveries.Select(delivery => delivery.Key.ShortName).Order(StringComparer.Ordinal)),
                string.Join(' ', items.Select(item => item.Delivery.Key.ShortName).Order(StringComparer.Ordinal)),
                "the items after concurrent accepts of several");
        }
    }

    /// <summary>A store may say that a key is in progress that another call stores at the moment: the sender then tries again.</summary>
    private static async Task<bool> AcceptUntilKnownAsync(InboxScenario scenario, InboxProbe probe, InboxDelivery[] deliveries)
    {
        const int Tries = 100;
        InboxAcceptStatus status = InboxAcceptStatus.InProgress;
        for (int i = 0; i < Tries && status == InboxAcceptStatus.InProgress; i++)
        {
            status = (await probe.AcceptAllAsync(deliveries)).Status;
        }

        scenario.Check.That(
            status is InboxAcceptStatus.Accepted or InboxAcceptStatus.Duplicate, "accepted or duplicate", $"{status}", "concurrent accepts of several");
        return true;
    }

    private static async Task AcceptsOfSeveralAndClaimsOfOneKey(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            InboxEndpoint endpoint = scenario.NewEndpoint($"round-{round}");
            InboxDelivery[] deliveries = [.. Enumerable.Range(0, 3).Select(_ => scenario.NewDelivery(endpoint))];

            bool[] won = await Race.RunAsync(scenario.Contenders, async number => number % 4 >= 2 // the last one usually starts first
                ? (await scenario.Contender(number).AcceptAllAsync(deliveries)).Status == InboxAcceptStatus.Accepted
                : (await scenario.Contender(number).Keys.ClaimAsync(deliveries[1].Key)).Status == IdempotencyClaimStatus.Claimed);

            IReadOnlyList<InboxItem> items = await scenario.First.TakeAsync(endpoints: endpoint);
            scenario.Check.Equal(1, won.Count(isWinner => isWinner), "accepts of several and claims of one of them that got the key");
            bool isStored = won.Where((isWinner, number) => isWinner && number % 4 >= 2).Any();
            scenario.Check.Equal(isStored ? 3 : 0, items.Count, "the items after accepts of several that raced claims");
        }
    }

    private static InboxDelivery[] NewDeliveries(InboxScenario scenario, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => scenario.NewDelivery())];
}
