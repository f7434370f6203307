using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>A delivery is stored once, whatever happens to its item.</summary>
internal static class InboxAcceptCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("accept/twice-is-a-duplicate", TwiceIsADuplicate),
        new("accept/while-running-is-a-duplicate", WhileRunningIsADuplicate),
        new("accept/while-waiting-for-a-retry-is-a-duplicate", WhileWaitingForARetryIsADuplicate),
        new("accept/while-dead-is-a-duplicate", WhileDeadIsADuplicate),
        new("accept/after-processing-is-a-duplicate", AfterProcessingIsADuplicate),
        new("accept/after-the-retention-is-new", AfterTheRetentionIsNew),
        new("accept/a-pending-item-never-expires", APendingItemNeverExpires),
    ];

    private static async Task TwiceIsADuplicate(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();

        await scenario.Second.ExpectDuplicateAsync(delivery, "that is pending");

        await scenario.First.ExpectTakenAsync("after a duplicate", delivery);
    }

    private static async Task WhileRunningIsADuplicate(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");

        await scenario.Second.ExpectDuplicateAsync(delivery, "that is being handled");

        await scenario.Second.ExpectNothingDueAsync("while the only item is being handled");
        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task WhileWaitingForARetryIsADuplicate(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(
            scenario.NewDelivery(), InboxResult.Retry(InboxScenario.Retention * 2, InboxProbe.Error));
        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectDuplicateAsync(delivery, "that waits for its next attempt");
    }

    private static async Task WhileDeadIsADuplicate(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error));
        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectDuplicateAsync(delivery, "that is dead, later than its retention");
    }

    private static async Task AfterProcessingIsADuplicate(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));

        await scenario.Second.ExpectDuplicateAsync(delivery, "that was processed");
        await scenario.AdvanceJustBeforeAsync(InboxScenario.Retention);
        await scenario.Second.ExpectDuplicateAsync(delivery, "just before the retention of a processed one ends");
    }

    private static async Task AfterTheRetentionIsNew(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));
        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectAcceptedAsync(delivery, "a delivery whose retention has ended");

        await scenario.First.ExpectTakenAsync("after the retention", delivery);
    }

    private static async Task APendingItemNeverExpires(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        await scenario.AdvanceAsync(TimeSpan.FromDays(365));

        await scenario.Second.ExpectDuplicateAsync(delivery, "that has been pending for a year");

        await scenario.First.ExpectTakenAsync("after a year", delivery);
    }
}
