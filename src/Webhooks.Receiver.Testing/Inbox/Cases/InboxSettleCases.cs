using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>What becomes of an item after an attempt.</summary>
internal static class InboxSettleCases
{
    private static readonly TimeSpan _delay = TimeSpan.FromHours(1);

    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("settle/processed-is-not-taken-again", ProcessedIsNotTakenAgain),
        new("settle/processed-starts-the-retention", ProcessedStartsTheRetention),
        new("settle/processed-keeps-for-the-retention-it-says", ProcessedKeepsForTheRetentionItSays),
        new("settle/processed-for-the-longest-time", ProcessedForTheLongestTime),
        new("settle/retry-waits-for-its-delay", RetryWaitsForItsDelay),
        new("settle/retry-at-once", RetryAtOnce),
        new("settle/dead-is-not-taken-again", DeadIsNotTakenAgain),
        new("settle/returned-is-due-at-once", ReturnedIsDueAtOnce),
        new("settle/returned-does-not-count", ReturnedDoesNotCount),
        new("settle/postponed-waits-and-does-not-count", PostponedWaitsAndDoesNotCount),
        new("settle/twice-is-false", TwiceIsFalse),
        new("settle/one-of-a-batch", OneOfABatch),
    ];

    private static async Task ProcessedIsNotTakenAgain(InboxScenario scenario)
    {
        await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));

        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectNothingDueAsync("after the only item was processed");
    }

    private static async Task ProcessedStartsTheRetention(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        await scenario.AdvancePastAsync(InboxScenario.Retention);
        InboxItem item = await scenario.First.ExpectTakenAsync("after a long time");

        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));

        await scenario.AdvanceJustBeforeAsync(InboxScenario.Retention);
        await scenario.Second.ExpectDuplicateAsync(delivery, "just before the retention, which starts with the success");
    }

    private static async Task ProcessedKeepsForTheRetentionItSays(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(
            scenario.NewDelivery(retention: InboxScenario.Retention), InboxResult.Processed(InboxScenario.Retention * 2));
        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectDuplicateAsync(delivery, "in the retention that its success set");
    }

    private static async Task ProcessedForTheLongestTime(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(TimeSpan.MaxValue));
        await scenario.AdvanceAsync(TimeSpan.FromDays(400));

        await scenario.Second.ExpectDuplicateAsync(delivery, "in the longest retention");
    }

    private static async Task RetryWaitsForItsDelay(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Retry(_delay, InboxProbe.Error));

        await scenario.Second.ExpectNothingDueAsync("after a failure");
        await scenario.AdvanceJustBeforeAsync(_delay);
        await scenario.Second.ExpectNothingDueAsync("just before the delay ends");
        await scenario.AdvanceAsync(2 * InboxScenario.Leeway);
        await scenario.Second.ExpectTakenAsync("after the delay", delivery);
    }

    private static async Task RetryAtOnce(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(
            scenario.NewDelivery(), InboxResult.Retry(TimeSpan.Zero, InboxProbe.Error));

        await scenario.Second.ExpectTakenAsync("after a failure without delay", delivery);
    }

    private static async Task DeadIsNotTakenAgain(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error));

        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectNothingDueAsync("after the only item died");
        WebhookInboxEntry entry = await scenario.Second.ExpectEntryAsync(delivery, WebhookInboxState.Dead, "after its last attempt");
        scenario.Check.Equal(InboxProbe.Error.Type, entry.ErrorType, "the error's type");
        scenario.Check.Equal(InboxProbe.Error.Message, entry.ErrorMessage, "the error's message");
        scenario.Check.Equal(1, entry.Attempts, "the attempts of a dead item");
    }

    private static async Task ReturnedIsDueAtOnce(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Returned);

        await scenario.Second.ExpectTakenAsync("after it was returned", delivery);
    }

    private static async Task ReturnedDoesNotCount(InboxScenario scenario)
    {
        await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Retry(TimeSpan.Zero, InboxProbe.Error));
        await scenario.First.ExpectSettledAsync(await scenario.First.ExpectTakenAsync("after a failure"), InboxResult.Returned);

        InboxItem item = await scenario.Second.ExpectTakenAsync("after it was returned");

        scenario.Check.Equal(2, item.Attempt, "the attempt after a failure and one that was returned");
    }

    private static async Task PostponedWaitsAndDoesNotCount(InboxScenario scenario)
    {
        await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Retry(TimeSpan.Zero, InboxProbe.Error));
        InboxItem postponed = await scenario.First.ExpectTakenAsync("after a failure");
        await scenario.First.ExpectSettledAsync(postponed, InboxResult.Postponed(_delay, InboxProbe.Error));
        await scenario.Second.ExpectNothingDueAsync("before a postponed item is due");
        await scenario.AdvancePastAsync(_delay);

        InboxItem item = await scenario.Second.ExpectTakenAsync("after it was postponed");

        scenario.Check.Equal(2, item.Attempt, "the attempt after a failure and one that was postponed");
    }

    private static async Task TwiceIsFalse(InboxScenario scenario)
    {
        foreach (InboxResult result in (InboxResult[])
        [
            InboxResult.Processed(InboxScenario.Retention), InboxResult.Dead(InboxProbe.Error), InboxResult.Retry(_delay, InboxProbe.Error),
        ])
        {
            InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
            InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");
            await scenario.First.ExpectSettledAsync(item, result);
            WebhookInboxState state = (await FindAsync(scenario, delivery)).State;

            await scenario.Second.ExpectSettledAsync(item, InboxResult.Returned, expected: false, $"an item again that was settled as {result.Kind}");
            await scenario.Second.ExpectSettledAsync(item, InboxResult.Dead(InboxProbe.Error), expected: false, "an item again");

            await scenario.Second.ExpectEntryAsync(delivery, state, "after settling it twice");
        }
    }

    private static async Task OneOfABatch(InboxScenario scenario)
    {
        InboxDelivery first = await scenario.First.ExpectAcceptedAsync();
        InboxDelivery second = await scenario.First.ExpectAcceptedAsync();
        IReadOnlyList<InboxItem> items = await scenario.First.ExpectTakenAsync("after accepting two", first, second);

        await scenario.First.ExpectSettledAsync(items[1], InboxResult.Processed(InboxScenario.Retention));

        await scenario.AdvancePastAsync(InboxScenario.Lease);
        await scenario.Second.ExpectTakenAsync("when one of two is processed", first);
    }

    private static async Task<WebhookInboxEntry> FindAsync(InboxScenario scenario, InboxDelivery delivery) =>
        (await scenario.First.ListAsync(new WebhookInboxQuery { Endpoint = delivery.Endpoint }))
            .Single(entry => entry.KeyShortName == delivery.Key.ShortName);
}
