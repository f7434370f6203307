using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>A token that is no longer the item's latest changes nothing.</summary>
internal static class InboxStaleCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("stale/settle-after-another-attempt-is-false", SettleAfterAnotherAttemptIsFalse),
        new("stale/renew-after-another-attempt-is-false", RenewAfterAnotherAttemptIsFalse),
        new("stale/settle-after-return-and-another-attempt-is-false", SettleAfterReturnAndAnotherAttemptIsFalse),
        new("stale/settle-after-requeue-is-false", SettleAfterRequeueIsFalse),
        new("stale/settle-after-delete-is-false", SettleAfterDeleteIsFalse),
        new("stale/token-of-another-item-is-powerless", TokenOfAnotherItemIsPowerless),
        new("stale/default-token-is-powerless", DefaultTokenIsPowerless),
        new("stale/unknown-key-is-false", UnknownKeyIsFalse),
    ];

    private static async Task SettleAfterAnotherAttemptIsFalse(InboxScenario scenario)
    {
        (InboxItem late, InboxItem next) = await TakeTwiceAsync(scenario);

        foreach (InboxResult result in (InboxResult[])
        [
            InboxResult.Processed(InboxScenario.Retention), InboxResult.Retry(TimeSpan.Zero, InboxProbe.Error),
            InboxResult.Dead(InboxProbe.Error), InboxResult.Returned,
        ])
        {
            await scenario.First.ExpectSettledAsync(late, result, expected: false, "an item that another process handles");
        }

        await scenario.Second.ExpectEntryAsync(next.Delivery, WebhookInboxState.Running, "after its former owner came back");
        await scenario.Second.ExpectSettledAsync(next, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task RenewAfterAnotherAttemptIsFalse(InboxScenario scenario)
    {
        (InboxItem late, InboxItem next) = await TakeTwiceAsync(scenario);

        await scenario.First.ExpectRenewedAsync(false, late, "an item that another process handles", TimeSpan.FromDays(1));

        await scenario.AdvancePastAsync(InboxScenario.Lease);
        await scenario.First.ExpectTakenAsync("after the lease of the latest attempt", next.Delivery);
    }

    private static async Task SettleAfterReturnAndAnotherAttemptIsFalse(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem late = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        await scenario.First.ExpectSettledAsync(late, InboxResult.Returned);
        InboxItem next = await scenario.Second.ExpectTakenAsync("after it was returned");

        await scenario.First.ExpectSettledAsync(
            late, InboxResult.Processed(InboxScenario.Retention), expected: false, "an item that was returned and taken again");

        await scenario.Second.ExpectSettledAsync(next, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task SettleAfterRequeueIsFalse(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        InboxItem late = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        await scenario.First.ExpectSettledAsync(late, InboxResult.Dead(InboxProbe.Error));
        WebhookInboxEntry entry = await scenario.Second.ExpectEntryAsync(delivery, WebhookInboxState.Dead, "after its last attempt");
        await scenario.Second.ExpectRequeuedAsync(true, entry.Id, "a dead item");

        await scenario.First.ExpectSettledAsync(
            late, InboxResult.Processed(InboxScenario.Retention), expected: false, "an item that was requeued");
        await scenario.First.ExpectRenewedAsync(false, late, "an item that was requeued");

        await scenario.Second.ExpectTakenAsync("after it was requeued", delivery);
    }

    private static async Task SettleAfterDeleteIsFalse(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        InboxItem late = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        await scenario.AdvancePastAsync(InboxScenario.Lease);
        WebhookInboxEntry entry = await scenario.Second.ExpectEntryAsync(delivery, WebhookInboxState.Pending, "after its lease");
        await scenario.Second.ExpectDeletedAsync(true, entry.Id, "an item whose lease has ended");

        await scenario.First.ExpectSettledAsync(late, InboxResult.Retry(TimeSpan.Zero, InboxProbe.Error), expected: false, "an item that was deleted");
        await scenario.First.ExpectRenewedAsync(false, late, "an item that was deleted");

        await scenario.Second.ExpectNothingDueAsync("after the only item was deleted");
    }

    private static async Task TokenOfAnotherItemIsPowerless(InboxScenario scenario)
    {
        InboxDelivery first = await scenario.First.ExpectAcceptedAsync();
        InboxDelivery second = await scenario.First.ExpectAcceptedAsync();
        IReadOnlyList<InboxItem> items = await scenario.First.ExpectTakenAsync("after accepting two", first, second);

        await ExpectPowerlessAsync(scenario, items[0], items[1].Token);
    }

    private static async Task DefaultTokenIsPowerless(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        await ExpectPowerlessAsync(scenario, item, default);

        InboxDelivery pending = await scenario.First.ExpectAcceptedAsync();
        var neverTaken = new InboxItem(pending, default, 1);
        await scenario.Second.ExpectSettledAsync(neverTaken, InboxResult.Dead(InboxProbe.Error), expected: false, "an item that was never taken");
        await scenario.Second.ExpectRenewedAsync(false, neverTaken, "an item that was never taken");
        await scenario.First.ExpectTakenAsync("after a call with no token", pending);
    }

    private static async Task UnknownKeyIsFalse(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        var unknown = new InboxItem(scenario.NewDelivery(), item.Token, 1);

        await scenario.Second.ExpectSettledAsync(
            unknown, InboxResult.Processed(InboxScenario.Retention), expected: false, "an item that does not exist");
        await scenario.Second.ExpectRenewedAsync(false, unknown, "an item that does not exist");

        await scenario.Second.ExpectAcceptedAsync(unknown.Delivery, "a delivery whose key was only asked for");
    }

    private static async Task ExpectPowerlessAsync(InboxScenario scenario, InboxItem item, ClaimToken token)
    {
        var wrong = new InboxItem(item.Delivery, token, item.Attempt);
        await scenario.Second.ExpectSettledAsync(
            wrong, InboxResult.Processed(InboxScenario.Retention), expected: false, "an item with a token that is not its own");
        await scenario.Second.ExpectRenewedAsync(false, wrong, "an item with a token that is not its own");

        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task<(InboxItem Late, InboxItem Next)> TakeTwiceAsync(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem late = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        await scenario.AdvancePastAsync(InboxScenario.Lease);
        return (late, await scenario.Second.ExpectTakenAsync("after the lease"));
    }
}
