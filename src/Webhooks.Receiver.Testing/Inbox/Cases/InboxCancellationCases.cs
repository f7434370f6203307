using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>An operation whose token is already cancelled does nothing and throws.</summary>
internal static class InboxCancellationCases
{
    private static readonly CancellationToken _cancelled = new(canceled: true);

    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("cancelled/accept-stores-nothing", AcceptStoresNothing),
        new("cancelled/accept-all-stores-nothing", AcceptAllStoresNothing),
        new("cancelled/take-takes-nothing", TakeTakesNothing),
        new("cancelled/renew-renews-nothing", RenewRenewsNothing),
        new("cancelled/settle-settles-nothing", SettleSettlesNothing),
        new("cancelled/changes-change-nothing", ChangesChangeNothing),
    ];

    private static async Task AcceptStoresNothing(InboxScenario scenario)
    {
        InboxDelivery delivery = scenario.NewDelivery();

        await StoppedAsync(scenario, () => scenario.First.Inbox.AcceptAsync(delivery, _cancelled).AsTask(), "accepting");

        await scenario.Second.ExpectNothingDueAsync("after accepting was cancelled");
        await scenario.Second.ExpectAcceptedAsync(delivery, "a delivery again that was cancelled");
    }

    private static async Task AcceptAllStoresNothing(InboxScenario scenario)
    {
        InboxDelivery[] deliveries = [scenario.NewDelivery(), scenario.NewDelivery()];

        await StoppedAsync(scenario, () => scenario.First.Inbox.AcceptAllAsync(deliveries, _cancelled).AsTask(), "accepting several");

        await scenario.Second.ExpectNothingDueAsync("after accepting several was cancelled");
        await scenario.Second.ExpectAllAsync(InboxAcceptStatus.Accepted, "deliveries again that were cancelled", deliveries);
    }

    private static async Task TakeTakesNothing(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();

        await StoppedAsync(scenario, () => scenario.First.Inbox.TakeAsync([scenario.Endpoint], 1, InboxScenario.Lease, _cancelled).AsTask(), "taking");

        await scenario.Second.ExpectTakenAsync("after taking was cancelled", delivery);
    }

    private static async Task RenewRenewsNothing(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");

        await StoppedAsync(
            scenario, () => scenario.First.Inbox.RenewAsync(item.Delivery.Key, item.Token, TimeSpan.FromDays(1), _cancelled).AsTask(), "renewing");

        await scenario.AdvancePastAsync(InboxScenario.Lease);
        await scenario.Second.ExpectTakenAsync("after the lease, whose renewal was cancelled", item.Delivery);
    }

    private static async Task SettleSettlesNothing(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");

        await StoppedAsync(
            scenario,
            () => scenario.First.Inbox.SettleAsync(item.Delivery.Key, item.Token, InboxResult.Dead(InboxProbe.Error), _cancelled).AsTask(),
            "settling");

        await scenario.Second.ExpectEntryAsync(item.Delivery, WebhookInboxState.Running, "after settling was cancelled");
        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task ChangesChangeNothing(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error));
        long id = (await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Dead, "after its last attempt")).Id;

        await StoppedAsync(scenario, () => scenario.First.Items.RequeueAsync(id, _cancelled).AsTask(), "requeueing");
        await StoppedAsync(scenario, () => scenario.First.Items.DeleteAsync(id, _cancelled).AsTask(), "deleting");

        await scenario.Second.ExpectEntryAsync(delivery, WebhookInboxState.Dead, "after changes that were cancelled");
    }

    private static Task StoppedAsync(InboxScenario scenario, Func<Task> action, string subject) =>
        scenario.Check.ThrowsAsync<OperationCanceledException>(action, $"{subject} with a token that is cancelled already");
}
