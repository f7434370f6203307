using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Which items are taken.</summary>
internal static class InboxTakeCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("take/oldest-first", OldestFirst),
        new("take/at-most-the-number-asked-for", AtMostTheNumberAskedFor),
        new("take/oldest-first-of-several-endpoints", OldestFirstOfSeveralEndpoints),
        new("take/leaves-other-endpoints", LeavesOtherEndpoints),
        new("take/empty-if-nothing-is-due", EmptyIfNothingIsDue),
        new("take/counts-from-one", CountsFromOne),
        new("take/token-is-unique", TokenIsUnique),
    ];

    private static async Task OldestFirst(InboxScenario scenario)
    {
        InboxDelivery first = await scenario.First.ExpectAcceptedAsync();
        InboxDelivery second = await scenario.Second.ExpectAcceptedAsync();
        InboxDelivery third = await scenario.First.ExpectAcceptedAsync();

        await scenario.Second.ExpectTakenAsync("after accepting three", first, second, third);
    }

    private static async Task AtMostTheNumberAskedFor(InboxScenario scenario)
    {
        InboxDelivery[] stored = [await scenario.First.ExpectAcceptedAsync(), await scenario.First.ExpectAcceptedAsync(), await scenario.First.ExpectAcceptedAsync()];

        IReadOnlyList<InboxItem> items = await scenario.First.TakeAsync(maxCount: 2);

        scenario.Check.Equal(2, items.Count, "the number of items taken when two were asked for");
        await scenario.Second.ExpectTakenAsync("when one is left", stored[2]);
    }

    private static async Task OldestFirstOfSeveralEndpoints(InboxScenario scenario)
    {
        InboxEndpoint other = scenario.NewEndpoint("other");
        InboxDelivery[] stored = [scenario.NewDelivery(), scenario.NewDelivery(other), scenario.NewDelivery(), scenario.NewDelivery(other)];
        foreach (InboxDelivery delivery in stored)
        {
            await scenario.First.ExpectAcceptedAsync(delivery);
        }

        IReadOnlyList<InboxItem> items = await scenario.Second.TakeAsync(maxCount: 3, endpoints: [other, scenario.Endpoint]);

        scenario.Check.Equal(
            string.Join(' ', stored.Take(3).Select(delivery => delivery.Key.ShortName)),
            string.Join(' ', items.Select(item => item.Delivery.Key.ShortName)),
            "the items taken from two endpoints");
    }

    private static async Task LeavesOtherEndpoints(InboxScenario scenario)
    {
        InboxEndpoint sameNameOfAnotherProvider = scenario.Endpoint with { Provider = "other" };
        await scenario.First.ExpectAcceptedAsync(scenario.NewDelivery(scenario.NewEndpoint("other")));
        await scenario.First.ExpectAcceptedAsync(scenario.NewDelivery(sameNameOfAnotherProvider));
        InboxDelivery own = await scenario.First.ExpectAcceptedAsync();

        await scenario.Second.ExpectTakenAsync("at one of three endpoints", own);
        IReadOnlyList<InboxItem> others = await scenario.Second.TakeAsync(endpoints: sameNameOfAnotherProvider);
        scenario.Check.Equal(1, others.Count, "the number of items taken at an endpoint of another provider");
    }

    private static async Task EmptyIfNothingIsDue(InboxScenario scenario)
    {
        await scenario.First.ExpectNothingDueAsync("of an endpoint without items");
        await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));
        await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error));
        await scenario.AdvancePastAsync(InboxScenario.Lease);

        await scenario.Second.ExpectNothingDueAsync("of an endpoint whose items are processed or dead");
    }

    private static async Task CountsFromOne(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();

        InboxItem first = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        scenario.Check.Equal(1, first.Attempt, "the first attempt");
        await scenario.AdvancePastAsync(InboxScenario.Lease);
        InboxItem second = await scenario.Second.ExpectTakenAsync("after a crash");
        scenario.Check.Equal(2, second.Attempt, "the attempt after a crash");
        await scenario.Second.ExpectSettledAsync(second, InboxResult.Retry(TimeSpan.Zero, InboxProbe.Error));
        InboxItem third = await scenario.First.ExpectTakenAsync("after a failure");
        scenario.Check.Equal(3, third.Attempt, "the attempt after a failure");
    }

    private static async Task TokenIsUnique(InboxScenario scenario)
    {
        HashSet<ClaimToken> tokens = [];
        int expected = 0;
        for (int i = 0; i < 4; i++)
        {
            await scenario.Contender(i).ExpectAcceptedAsync();
            await scenario.Contender(i).ExpectAcceptedAsync();
            tokens.UnionWith((await scenario.Contender(i).TakeAsync()).Select(item => item.Token));
            tokens.Add(await scenario.Contender(i).Keys.ExpectClaimedAsync(scenario.NewDelivery().Key, "of a new key"));
            expected += 3;
        }

        await scenario.AdvancePastAsync(InboxScenario.Lease);
        tokens.UnionWith((await scenario.First.TakeAsync()).Select(item => item.Token));
        scenario.Check.Equal(expected + 8, tokens.Count, "the number of different tokens");
        scenario.Check.That(!tokens.Contains(default), "tokens that are not zero", "zero", "the tokens of items");
    }
}
