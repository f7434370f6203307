using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>How long an item is taken.</summary>
internal static class InboxLeaseCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("lease/holds-until-it-ends", HoldsUntilItEnds),
        new("lease/end-makes-due", EndMakesDue),
        new("lease/longest-does-not-overflow", LongestDoesNotOverflow),
        new("lease/renewal-starts-it-from-now", RenewalStartsItFromNow),
        new("lease/renewal-may-shorten-it", RenewalMayShortenIt),
        new("lease/renewal-after-the-end-while-latest", RenewalAfterTheEndWhileLatest),
        new("lease/renewal-after-settling-is-false", RenewalAfterSettlingIsFalse),
        new("lease/settle-after-the-end-while-latest", SettleAfterTheEndWhileLatest),
    ];

    private static async Task HoldsUntilItEnds(InboxScenario scenario)
    {
        InboxItem item = await AcceptAndTakeAsync(scenario);

        await scenario.AdvanceJustBeforeAsync(InboxScenario.Lease);

        await scenario.Second.ExpectNothingDueAsync("just before the lease ends");
        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task EndMakesDue(InboxScenario scenario)
    {
        InboxItem item = await AcceptAndTakeAsync(scenario);

        await scenario.AdvancePastAsync(InboxScenario.Lease);

        await scenario.Second.ExpectTakenAsync("after the lease", item.Delivery);
    }

    private static async Task LongestDoesNotOverflow(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("for the longest time", TimeSpan.MaxValue);
        await scenario.First.ExpectRenewedAsync(true, item, "for the longest time", TimeSpan.MaxValue);
        await scenario.AdvanceAsync(TimeSpan.FromDays(400));

        await scenario.Second.ExpectNothingDueAsync("400 days into the longest lease");
        await scenario.First.ExpectSettledAsync(item, InboxResult.Retry(TimeSpan.MaxValue, InboxProbe.Error));
        await scenario.Second.ExpectNothingDueAsync("before the longest delay ends");
    }

    private static async Task RenewalStartsItFromNow(InboxScenario scenario)
    {
        InboxItem item = await AcceptAndTakeAsync(scenario);
        await scenario.AdvanceJustBeforeAsync(InboxScenario.Lease);

        await scenario.First.ExpectRenewedAsync(true, item, "a running item");

        await scenario.AdvanceJustBeforeAsync(InboxScenario.Lease);
        await scenario.Second.ExpectNothingDueAsync("just before the renewed lease ends");
        await scenario.AdvanceAsync(2 * InboxScenario.Leeway);
        await scenario.Second.ExpectTakenAsync("after the renewed lease", item.Delivery);
    }

    private static async Task RenewalMayShortenIt(InboxScenario scenario)
    {
        InboxItem item = await AcceptAndTakeAsync(scenario);

        await scenario.First.ExpectRenewedAsync(true, item, "a running item for a shorter time", InboxScenario.Lease / 2);

        await scenario.AdvancePastAsync(InboxScenario.Lease / 2);
        await scenario.Second.ExpectTakenAsync("after the shortened lease", item.Delivery);
    }

    private static async Task RenewalAfterTheEndWhileLatest(InboxScenario scenario)
    {
        InboxItem item = await AcceptAndTakeAsync(scenario);
        await scenario.AdvancePastAsync(InboxScenario.Lease);

        await scenario.First.ExpectRenewedAsync(true, item, "after the lease, before another attempt");

        await scenario.Second.ExpectNothingDueAsync("during a lease that was renewed late");
    }

    private static async Task RenewalAfterSettlingIsFalse(InboxScenario scenario)
    {
        foreach (InboxResult result in (InboxResult[])
        [
            InboxResult.Retry(TimeSpan.FromDays(1), InboxProbe.Error), InboxResult.Dead(InboxProbe.Error),
            InboxResult.Processed(InboxScenario.Retention),
        ])
        {
            InboxItem item = await AcceptAndTakeAsync(scenario);
            await scenario.First.ExpectSettledAsync(item, result);

            await scenario.Second.ExpectRenewedAsync(false, item, $"an item that was settled as {result.Kind}");
        }
    }

    private static async Task SettleAfterTheEndWhileLatest(InboxScenario scenario)
    {
        InboxItem item = await AcceptAndTakeAsync(scenario);
        await scenario.AdvancePastAsync(InboxScenario.Lease);

        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention), what: "an item after its lease");

        await scenario.Second.ExpectNothingDueAsync("after a late success");
        await scenario.Second.Keys.ExpectCompletedAsync(item.Delivery.Key, "after a late success");
    }

    private static async Task<InboxItem> AcceptAndTakeAsync(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        return await scenario.First.ExpectTakenAsync("after accepting one delivery");
    }
}
