using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Items with one ordering key are handled one after the other.</summary>
internal static class InboxOrderCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("order/one-at-a-time", OneAtATime),
        new("order/other-keys-do-not-wait", OtherKeysDoNotWait),
        new("order/of-another-endpoint-is-another-order", OfAnotherEndpointIsAnotherOrder),
        new("order/retry-holds-up-the-later-ones", RetryHoldsUpTheLaterOnes),
        new("order/dead-lets-the-next-go", DeadLetsTheNextGo),
        new("order/returned-goes-first", ReturnedGoesFirst),
        new("order/lease-end-gives-the-same-item", LeaseEndGivesTheSameItem),
        new("order/deleted-lets-the-next-go", DeletedLetsTheNextGo),
        new("order/stored-while-one-runs-waits", StoredWhileOneRunsWaits),
        new("order/stored-after-all-are-settled-is-due", StoredAfterAllAreSettledIsDue),
    ];

    private static async Task OneAtATime(InboxScenario scenario)
    {
        InboxDelivery first = await scenario.First.ExpectAcceptedAsync("a");
        InboxDelivery second = await scenario.Second.ExpectAcceptedAsync("a");
        InboxDelivery third = await scenario.First.ExpectAcceptedAsync("a");

        foreach (InboxDelivery next in (InboxDelivery[])[first, second, third])
        {
            IReadOnlyList<InboxItem> items = await scenario.First.ExpectTakenAsync("of those that are ordered", next);
            await scenario.Second.ExpectNothingDueAsync("while one of them is being handled");
            await scenario.First.ExpectSettledAsync(items[0], InboxResult.Processed(InboxScenario.Retention));
        }
    }

    private static async Task OtherKeysDoNotWait(InboxScenario scenario)
    {
        InboxDelivery ofA = await scenario.First.ExpectAcceptedAsync("a");
        await scenario.First.ExpectAcceptedAsync("a");
        InboxDelivery ofB = await scenario.Second.ExpectAcceptedAsync("b");
        InboxDelivery ofNone = await scenario.First.ExpectAcceptedAsync();
        InboxDelivery ofNoneToo = await scenario.Second.ExpectAcceptedAsync();

        await scenario.Second.ExpectTakenAsync("of several ordering keys", ofA, ofB, ofNone, ofNoneToo);
    }

    private static async Task OfAnotherEndpointIsAnotherOrder(InboxScenario scenario)
    {
        InboxEndpoint[] endpoints = [scenario.Endpoint, scenario.NewEndpoint("other"), scenario.Endpoint with { Provider = "other" }];
        foreach (InboxEndpoint endpoint in endpoints)
        {
            await scenario.First.ExpectAcceptedAsync(scenario.NewDelivery(endpoint, orderedBy: "a"));
        }

        IReadOnlyList<InboxItem> items = await scenario.Second.TakeAsync(endpoints: endpoints);

        scenario.Check.Equal(3, items.Count, "the number of items with one ordering key taken at three endpoints");
    }

    private static async Task RetryHoldsUpTheLaterOnes(InboxScenario scenario)
    {
        var delay = TimeSpan.FromHours(1);
        (InboxItem first, InboxDelivery second) = await AcceptTwoAndTakeAsync(scenario);

        await scenario.First.ExpectSettledAsync(first, InboxResult.Retry(delay, InboxProbe.Error));

        await scenario.Second.ExpectNothingDueAsync("while the oldest waits for its next attempt");
        await scenario.AdvancePastAsync(delay);
        IReadOnlyList<InboxItem> again = await scenario.Second.ExpectTakenAsync("after the delay", first.Delivery);
        await scenario.Second.ExpectSettledAsync(again[0], InboxResult.Processed(InboxScenario.Retention));
        await scenario.First.ExpectTakenAsync("after the oldest was processed", second);
    }

    private static async Task DeadLetsTheNextGo(InboxScenario scenario)
    {
        (InboxItem first, InboxDelivery second) = await AcceptTwoAndTakeAsync(scenario);

        await scenario.First.ExpectSettledAsync(first, InboxResult.Dead(InboxProbe.Error));

        await scenario.Second.ExpectTakenAsync("after the oldest died", second);
    }

    private static async Task ReturnedGoesFirst(InboxScenario scenario)
    {
        (InboxItem first, _) = await AcceptTwoAndTakeAsync(scenario);

        await scenario.First.ExpectSettledAsync(first, InboxResult.Returned);

        await scenario.Second.ExpectTakenAsync("after the oldest was returned", first.Delivery);
    }

    private static async Task LeaseEndGivesTheSameItem(InboxScenario scenario)
    {
        (InboxItem first, _) = await AcceptTwoAndTakeAsync(scenario);

        await scenario.AdvancePastAsync(InboxScenario.Lease);

        await scenario.Second.ExpectTakenAsync("after the lease of the oldest", first.Delivery);
    }

    private static async Task DeletedLetsTheNextGo(InboxScenario scenario)
    {
        InboxDelivery first = await scenario.First.ExpectAcceptedAsync("a");
        InboxDelivery second = await scenario.First.ExpectAcceptedAsync("a");
        WebhookInboxEntry entry = await scenario.First.ExpectEntryAsync(first, WebhookInboxState.Pending, "before its first attempt");

        await scenario.First.ExpectDeletedAsync(true, entry.Id, "the oldest item");

        await scenario.Second.ExpectTakenAsync("after the oldest was deleted", second);
    }

    private static async Task StoredWhileOneRunsWaits(InboxScenario scenario)
    {
        InboxDelivery first = await scenario.First.ExpectAcceptedAsync("a");
        IReadOnlyList<InboxItem> items = await scenario.First.ExpectTakenAsync("after accepting one delivery", first);

        InboxDelivery second = await scenario.Second.ExpectAcceptedAsync("a");

        await scenario.Second.ExpectNothingDueAsync("while an older one is being handled");
        await scenario.First.ExpectSettledAsync(items[0], InboxResult.Processed(InboxScenario.Retention));
        await scenario.Second.ExpectTakenAsync("after the older one was processed", second);
    }

    private static async Task StoredAfterAllAreSettledIsDue(InboxScenario scenario)
    {
        await scenario.First.HandleAsync(scenario.NewDelivery(orderedBy: "a"), InboxResult.Processed(InboxScenario.Retention));
        await scenario.First.HandleAsync(scenario.NewDelivery(orderedBy: "a"), InboxResult.Dead(InboxProbe.Error));

        InboxDelivery next = await scenario.Second.ExpectAcceptedAsync("a");

        await scenario.Second.ExpectTakenAsync("after older ones were processed or died", next);
    }

    private static async Task<(InboxItem First, InboxDelivery Second)> AcceptTwoAndTakeAsync(InboxScenario scenario)
    {
        InboxDelivery first = await scenario.First.ExpectAcceptedAsync("a");
        InboxDelivery second = await scenario.First.ExpectAcceptedAsync("a");
        IReadOnlyList<InboxItem> items = await scenario.First.ExpectTakenAsync("after accepting two", first);
        return (items[0], second);
    }
}
