using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>What people change in the inbox.</summary>
internal static class InboxChangeCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("requeue/makes-a-dead-item-due", RequeueMakesADeadItemDue),
        new("requeue/starts-counting-anew", RequeueStartsCountingAnew),
        new("requeue/twice-changes-nothing", RequeueTwiceChangesNothing),
        new("requeue/only-what-is-dead", RequeueOnlyWhatIsDead),
        new("delete/keeps-the-key-for-its-retention", DeleteKeepsTheKeyForItsRetention),
        new("delete/dead-keeps-the-key", DeleteDeadKeepsTheKey),
        new("delete/processed-prolongs-nothing", DeleteProcessedProlongsNothing),
        new("delete/leaves-a-new-claim-of-the-key", DeleteLeavesANewClaimOfTheKey),
        new("delete/not-while-it-is-being-handled", DeleteNotWhileItIsBeingHandled),
        new("delete/twice-is-false", DeleteTwiceIsFalse),
    ];

    private static async Task RequeueMakesADeadItemDue(InboxScenario scenario)
    {
        (InboxDelivery delivery, long id) = await DieAsync(scenario);

        await scenario.Second.ExpectRequeuedAsync(true, id, "a dead item");

        await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Pending, "after it was requeued");
        await scenario.First.ExpectDuplicateAsync(delivery, "that was requeued");
        InboxItem item = await scenario.First.ExpectTakenAsync("after it was requeued");
        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
        await scenario.Second.Keys.ExpectCompletedAsync(delivery.Key, "after a requeued item was processed");
    }

    private static async Task RequeueStartsCountingAnew(InboxScenario scenario)
    {
        await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Retry(TimeSpan.Zero, InboxProbe.Error));
        InboxItem second = await scenario.First.ExpectTakenAsync("after a failure");
        await scenario.First.ExpectSettledAsync(second, InboxResult.Dead(InboxProbe.Error));
        WebhookInboxEntry entry = await scenario.First.ExpectEntryAsync(second.Delivery, WebhookInboxState.Dead, "after its last attempt");
        await scenario.Second.ExpectRequeuedAsync(true, entry.Id, "a dead item");

        InboxItem item = await scenario.Second.ExpectTakenAsync("after it was requeued");

        scenario.Check.Equal(1, item.Attempt, "the first attempt after a requeue");
    }

    private static async Task RequeueTwiceChangesNothing(InboxScenario scenario)
    {
        (InboxDelivery delivery, long id) = await DieAsync(scenario);
        await scenario.First.ExpectRequeuedAsync(true, id, "a dead item");
        await scenario.First.ExpectTakenAsync("after it was requeued", delivery);

        await scenario.Second.ExpectRequeuedAsync(false, id, "an item that was requeued, and is being handled");

        await scenario.Second.ExpectNothingDueAsync("while the requeued item is being handled");
    }

    private static async Task RequeueOnlyWhatIsDead(InboxScenario scenario)
    {
        InboxDelivery processed = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));
        InboxDelivery waiting = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Retry(TimeSpan.FromDays(1), InboxProbe.Error));
        long processedId = (await scenario.First.ExpectEntryAsync(processed, WebhookInboxState.Processed, "after its success")).Id;
        long waitingId = (await scenario.First.ExpectEntryAsync(waiting, WebhookInboxState.Pending, "after a failure")).Id;

        await scenario.Second.ExpectRequeuedAsync(false, processedId, "a processed item");
        await scenario.Second.ExpectRequeuedAsync(false, waitingId, "an item that waits");
        await scenario.Second.ExpectRequeuedAsync(false, long.MaxValue, "an item that never was");

        await scenario.Second.ExpectNothingDueAsync("after items that are not dead were requeued");
    }

    private static async Task DeleteKeepsTheKeyForItsRetention(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        long id = (await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Pending, "before its first attempt")).Id;
        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectDeletedAsync(true, id, "a pending item");

        await scenario.First.ExpectNothingDueAsync("after the only item was deleted");
        await scenario.AdvanceJustBeforeAsync(InboxScenario.Retention);
        await scenario.First.ExpectDuplicateAsync(delivery, "just before the retention of a deleted one ends");
        await scenario.First.Keys.ExpectCompletedAsync(delivery.Key, "of a deleted item");
        await scenario.AdvanceAsync(2 * InboxScenario.Leeway);
        await scenario.First.ExpectAcceptedAsync(delivery, "a delivery after the retention of its deleted item");
    }

    private static async Task DeleteDeadKeepsTheKey(InboxScenario scenario)
    {
        (InboxDelivery delivery, long id) = await DieAsync(scenario);
        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectDeletedAsync(true, id, "a dead item");

        await scenario.AdvanceJustBeforeAsync(InboxScenario.Retention);
        await scenario.First.ExpectDuplicateAsync(delivery, "whose dead item was deleted");
        await scenario.AdvanceAsync(2 * InboxScenario.Leeway);
        await scenario.First.Keys.ExpectClaimedAsync(delivery.Key, "after the retention of a deleted item");
    }

    private static async Task DeleteProcessedProlongsNothing(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));
        long id = (await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Processed, "after its success")).Id;
        await scenario.AdvanceAsync(InboxScenario.Retention / 2);

        await scenario.Second.ExpectDeletedAsync(true, id, "a processed item");

        await scenario.Second.ExpectDuplicateAsync(delivery, "whose processed item was deleted");
        await scenario.AdvancePastAsync(InboxScenario.Retention / 2);
        await scenario.First.ExpectAcceptedAsync(delivery, "a delivery after the retention of its success");
    }

    private static async Task DeleteLeavesANewClaimOfTheKey(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));
        long id = (await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Processed, "after its success")).Id;
        await scenario.AdvancePastAsync(InboxScenario.Retention);
        ClaimToken token = await scenario.First.Keys.ExpectClaimedAsync(delivery.Key, "after the retention");

        await scenario.Second.ExpectDeletedAsync(true, id, "a processed item whose key was claimed anew");

        await scenario.Second.Keys.ExpectInProgressAsync(delivery.Key, "of a key whose old item was deleted");
        await scenario.First.Keys.ExpectCompleteAsync(true, delivery.Key, token, "a claim whose key had an old item");
    }

    private static async Task DeleteNotWhileItIsBeingHandled(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        long id = (await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Running, "while it is being handled")).Id;

        await scenario.Second.ExpectDeletedAsync(false, id, "an item that is being handled");

        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
        await scenario.Second.ExpectDeletedAsync(true, id, "an item that was handled");
    }

    private static async Task DeleteTwiceIsFalse(InboxScenario scenario)
    {
        (_, long id) = await DieAsync(scenario);
        await scenario.First.ExpectDeletedAsync(true, id, "a dead item");

        await scenario.Second.ExpectDeletedAsync(false, id, "an item that was deleted");
        await scenario.Second.ExpectRequeuedAsync(false, id, "an item that was deleted");
        await scenario.Second.ExpectDeletedAsync(false, long.MaxValue, "an item that never was");
        scenario.Check.That(await scenario.Second.FindAsync(id) is null, "none", "an entry", "an entry that was deleted");
    }

    private static async Task<(InboxDelivery Delivery, long Id)> DieAsync(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error));
        return (delivery, (await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Dead, "after its last attempt")).Id);
    }
}
