using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>A requeued item with an ordering key has its old place, before those that were stored after it.</summary>
internal static class InboxRequeueOrderCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("order/requeued-goes-first", RequeuedGoesFirst),
        new("order/requeued-waits-for-the-one-that-runs", RequeuedWaitsForTheOneThatRuns),
        new("order/requeued-goes-before-one-whose-lease-ended", RequeuedGoesBeforeOneWhoseLeaseEnded),
        new("order/requeued-goes-before-one-that-waits", RequeuedGoesBeforeOneThatWaits),
    ];

    private static async Task RequeuedGoesFirst(InboxScenario scenario)
    {
        InboxDelivery dead = await DieAsync(scenario);
        InboxDelivery later = await scenario.First.ExpectAcceptedAsync("a");

        await RequeueAsync(scenario, dead);

        IReadOnlyList<InboxItem> items = await scenario.Second.ExpectTakenAsync("after the oldest was requeued", dead);
        await scenario.Second.ExpectSettledAsync(items[0], InboxResult.Processed(InboxScenario.Retention));
        await scenario.First.ExpectTakenAsync("after the requeued one was processed", later);
    }

    private static async Task RequeuedWaitsForTheOneThatRuns(InboxScenario scenario)
    {
        InboxDelivery dead = await DieAsync(scenario);
        InboxDelivery later = await scenario.First.ExpectAcceptedAsync("a");
        IReadOnlyList<InboxItem> running = await scenario.First.ExpectTakenAsync("after the oldest died", later);

        await RequeueAsync(scenario, dead);

        await scenario.Second.ExpectNothingDueAsync("while a later one is being handled");
        await scenario.First.ExpectRenewedAsync(true, running[0], "the later one");
        await scenario.First.ExpectSettledAsync(running[0], InboxResult.Processed(InboxScenario.Retention));
        await scenario.Second.ExpectTakenAsync("after the later one was processed", dead);
    }

    private static async Task RequeuedGoesBeforeOneWhoseLeaseEnded(InboxScenario scenario)
    {
        InboxDelivery dead = await DieAsync(scenario);
        InboxDelivery later = await scenario.First.ExpectAcceptedAsync("a");
        await scenario.First.ExpectTakenAsync("after the oldest died", later);
        await RequeueAsync(scenario, dead);
        await scenario.AdvancePastAsync(InboxScenario.Lease);

        IReadOnlyList<InboxItem> items = await scenario.Second.ExpectTakenAsync("after the lease of the later one", dead);

        await scenario.Second.ExpectSettledAsync(items[0], InboxResult.Processed(InboxScenario.Retention));
        await scenario.First.ExpectTakenAsync("after the requeued one was processed", later);
    }

    private static async Task RequeuedGoesBeforeOneThatWaits(InboxScenario scenario)
    {
        InboxDelivery dead = await DieAsync(scenario);
        InboxDelivery later = await scenario.First.ExpectAcceptedAsync("a");
        IReadOnlyList<InboxItem> running = await scenario.First.ExpectTakenAsync("after the oldest died", later);
        await RequeueAsync(scenario, dead);

        await scenario.First.ExpectSettledAsync(running[0], InboxResult.Retry(TimeSpan.Zero, InboxProbe.Error));

        await scenario.Second.ExpectTakenAsync("after the later one failed", dead);
        await scenario.First.ExpectNothingDueAsync("while the requeued one is being handled");
    }

    private static Task<InboxDelivery> DieAsync(InboxScenario scenario) =>
        scenario.First.HandleAsync(scenario.NewDelivery(orderedBy: "a"), InboxResult.Dead(InboxProbe.Error));

    private static async Task RequeueAsync(InboxScenario scenario, InboxDelivery dead)
    {
        WebhookInboxEntry entry = await scenario.Second.ExpectEntryAsync(dead, WebhookInboxState.Dead, "after its last attempt");
        await scenario.Second.ExpectRequeuedAsync(true, entry.Id, "a dead item");
    }
}
