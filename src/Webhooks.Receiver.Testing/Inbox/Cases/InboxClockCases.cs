using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>A change of the wall clock affects no item.</summary>
internal static class InboxClockCases
{
    private static readonly TimeSpan _far = TimeSpan.FromDays(30);

    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("clock/step-forward-ends-no-lease", StepForwardEndsNoLease),
        new("clock/step-back-hides-no-item", StepBackHidesNoItem),
        new("clock/step-forward-forgets-no-success", StepForwardForgetsNoSuccess),
    ];

    private static async Task StepForwardEndsNoLease(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");

        await scenario.WithWallClockOffByAsync(_far, () => scenario.Second.ExpectNothingDueAsync("after a step forward"));

        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task StepBackHidesNoItem(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();

        await scenario.WithWallClockOffByAsync(-_far, async () =>
        {
            await scenario.Second.ExpectTakenAsync("after a step back", delivery);
            await scenario.AdvancePastAsync(InboxScenario.Lease);
            await scenario.First.ExpectTakenAsync("after the lease, in which the clock was set back", delivery);
        });
    }

    private static async Task StepForwardForgetsNoSuccess(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));

        await scenario.WithWallClockOffByAsync(_far, () => scenario.Second.ExpectDuplicateAsync(delivery, "after a step beyond the retention"));
    }
}
