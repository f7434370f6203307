using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>If several do the same at the same moment, it is done once.</summary>
internal static class InboxRaceCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("race/accepts-of-one-delivery", AcceptsOfOneDelivery),
        new("race/accepts-of-many-deliveries", AcceptsOfManyDeliveries),
        new("race/accepts-and-claims-of-one-key", AcceptsAndClaimsOfOneKey),
        new("race/takes-of-one-item", TakesOfOneItem),
        new("race/takes-of-many-items", TakesOfManyItems),
        new("race/takes-of-ordered-items", TakesOfOrderedItems),
        new("race/settlements-of-one-attempt", SettlementsOfOneAttempt),
        new("race/late-settlement-against-a-new-attempt", LateSettlementAgainstANewAttempt),
        new("race/requeues-of-one-item", RequeuesOfOneItem),
    ];

    private static async Task AcceptsOfOneDelivery(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            InboxDelivery delivery = scenario.NewDelivery();

            InboxAcceptance[] acceptances = await Race.RunAsync(scenario.Contenders, number => scenario.Contender(number).AcceptAsync(delivery));

            int accepted = acceptances.Count(acceptance => acceptance.Status == InboxAcceptStatus.Accepted);
            scenario.Check.Equal(1, accepted, "concurrent accepts of one delivery that stored it");
            int duplicates = acceptances.Count(acceptance => acceptance.Status == InboxAcceptStatus.Duplicate);
            scenario.Check.Equal(acceptances.Length - 1, duplicates, "concurrent accepts of one delivery that are duplicates");
        }

        IReadOnlyList<InboxItem> items = await scenario.First.TakeAsync(maxCount: scenario.Rounds * 2);
        scenario.Check.Equal(scenario.Rounds, items.Count, "the number of items after races");
    }

    private static async Task AcceptsOfManyDeliveries(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            InboxDelivery[] deliveries = [.. Enumerable.Range(0, scenario.Contenders).Select(_ => scenario.NewDelivery())];

            await Race.RunAsync(scenario.Contenders, number => scenario.Contender(number).ExpectAcceptedAsync(deliveries[number]));

            IReadOnlyList<InboxItem> items = await scenario.Second.TakeAsync();
            scenario.Check.Equal(
                string.Join(' ', deliveries.Select(delivery => delivery.Key.ShortName).Order(StringComparer.Ordinal)),
                string.Join(' ', items.Select(item => item.Delivery.Key.ShortName).Order(StringComparer.Ordinal)),
                "the items after concurrent accepts");
        }
    }

    private static async Task AcceptsAndClaimsOfOneKey(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            InboxDelivery delivery = scenario.NewDelivery();

            bool[] won = await Race.RunAsync(scenario.Contenders, async number => (number + round) % 4 < 2 // who starts first is often the same
                ? (await scenario.Contender(number).AcceptAsync(delivery)).Status == InboxAcceptStatus.Accepted
                : (await scenario.Contender(number).Keys.ClaimAsync(delivery.Key)).Status == IdempotencyClaimStatus.Claimed);

            scenario.Check.Equal(1, won.Count(isWinner => isWinner), "concurrent accepts and claims that got the key");
        }
    }

    private static async Task TakesOfOneItem(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            await scenario.First.ExpectAcceptedAsync();

            IReadOnlyList<InboxItem>[] taken = await Race.RunAsync(scenario.Contenders, number => scenario.Contender(number).TakeAsync());

            scenario.Check.Equal(1, taken.Sum(items => items.Count), "concurrent takes that got the only item");
        }
    }

    private static async Task TakesOfManyItems(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            for (int i = 0; i < scenario.Contenders; i++)
            {
                await scenario.Contender(i).ExpectAcceptedAsync();
            }

            List<InboxItem> taken = [.. (await Race.RunAsync(scenario.Contenders, number => scenario.Contender(number).TakeAsync(maxCount: 2))).SelectMany(items => items)];
            taken.AddRange(await scenario.First.TakeAsync()); // a take may leave items that another one tried

            scenario.Check.Equal(scenario.Contenders, taken.Count, "items taken by concurrent takes");
            scenario.Check.Equal(scenario.Contenders, taken.DistinctBy(item => item.Token).Count(), "different tokens of concurrent takes");
            scenario.Check.Equal(
                scenario.Contenders, taken.DistinctBy(item => item.Delivery.Key.ShortName).Count(), "different items of concurrent takes");
        }
    }

    private static async Task TakesOfOrderedItems(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            InboxEndpoint endpoint = scenario.NewEndpoint($"round-{round}");
            InboxDelivery[] stored = [.. Enumerable.Range(0, 4).Select(_ => scenario.NewDelivery(endpoint, orderedBy: "a"))];
            foreach (InboxDelivery delivery in stored)
            {
                await scenario.First.ExpectAcceptedAsync(delivery);
            }

            IReadOnlyList<InboxItem>[] taken = await Race.RunAsync(
                scenario.Contenders, number => scenario.Contender(number).TakeAsync(endpoints: endpoint));

            scenario.Check.Equal(
                stored[0].Key.ShortName, string.Join(' ', taken.SelectMany(items => items).Select(item => item.Delivery.Key.ShortName)),
                "the ordered items that concurrent takes got");
        }
    }

    private static async Task SettlementsOfOneAttempt(InboxScenario scenario)
    {
        InboxResult[] results =
            [InboxResult.Processed(InboxScenario.Retention), InboxResult.Dead(InboxProbe.Error), InboxResult.Retry(TimeSpan.FromDays(1), InboxProbe.Error)];
        for (int round = 0; round < scenario.Rounds; round++)
        {
            await scenario.First.ExpectAcceptedAsync();
            InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");

            bool[] settled = await Race.RunAsync(
                scenario.Contenders, number => scenario.Contender(number).SettleAsync(item, results[number % results.Length]));

            scenario.Check.Equal(1, settled.Count(isSettled => isSettled), "concurrent settlements of one attempt that were recorded");
        }
    }

    private static async Task LateSettlementAgainstANewAttempt(InboxScenario scenario)
    {
        List<InboxItem> late = [];
        for (int round = 0; round < scenario.Rounds; round++)
        {
            InboxEndpoint endpoint = scenario.NewEndpoint($"round-{round}");
            await scenario.First.ExpectAcceptedAsync(scenario.NewDelivery(endpoint));
            late.AddRange(await scenario.First.TakeAsync(endpoints: endpoint));
        }

        await scenario.AdvancePastAsync(InboxScenario.Lease);
        foreach (InboxItem item in late)
        {
            var endpoint = new InboxEndpoint(item.Delivery.Provider, item.Delivery.Endpoint);
            bool isSettled = false;
            IReadOnlyList<InboxItem>[] taken = await Race.RunAsync(2, async number =>
            {
                if (number == 1)
                {
                    return await scenario.Second.TakeAsync(endpoints: endpoint);
                }

                isSettled = await scenario.First.SettleAsync(item, InboxResult.Processed(InboxScenario.Retention));
                return [];
            });

            bool isTakenAgain = taken[1].Count > 0;
            scenario.Check.That(
                isSettled != isTakenAgain, "one of them", isSettled ? "both" : "neither", "a late settlement, and a new attempt of the item");
        }
    }

    private static async Task RequeuesOfOneItem(InboxScenario scenario)
    {
        for (int round = 0; round < scenario.Rounds; round++)
        {
            InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error));
            long id = (await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Dead, "after its last attempt")).Id;

            bool[] requeued = await Race.RunAsync(
                scenario.Contenders, number => scenario.Contender(number).Items.RequeueAsync(id, scenario.CancellationToken).AsTask());

            scenario.Check.Equal(1, requeued.Count(isRequeued => isRequeued), "concurrent requeues of one item that changed it");
            await scenario.First.ExpectSettledAsync(
                await scenario.First.ExpectTakenAsync("after races to requeue it"), InboxResult.Processed(InboxScenario.Retention));
        }
    }
}
