using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Inbox and idempotency store share their keys: an event is handled by one of them.</summary>
internal static class InboxKeyCases
{
    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("key/accepted-is-completed-for-claims", AcceptedIsCompletedForClaims),
        new("key/processed-is-completed-for-its-retention", ProcessedIsCompletedForItsRetention),
        new("key/dead-is-completed-for-claims", DeadIsCompletedForClaims),
        new("key/claimed-is-not-accepted", ClaimedIsNotAccepted),
        new("key/released-is-accepted", ReleasedIsAccepted),
        new("key/claim-whose-lease-ended-is-accepted", ClaimWhoseLeaseEndedIsAccepted),
        new("key/completed-is-a-duplicate", CompletedIsADuplicate),
        new("key/completed-is-accepted-after-its-retention", CompletedIsAcceptedAfterItsRetention),
        new("key/token-of-an-item-settles-no-claim", TokenOfAnItemSettlesNoClaim),
        new("key/token-of-a-claim-settles-no-item", TokenOfAClaimSettlesNoItem),
    ];

    private static async Task AcceptedIsCompletedForClaims(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();

        await scenario.Second.Keys.ExpectCompletedAsync(delivery.Key, "of a key in the inbox");
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        await scenario.Second.Keys.ExpectCompletedAsync(delivery.Key, "while its item is being handled");
        await scenario.First.ExpectSettledAsync(item, InboxResult.Retry(InboxScenario.Retention * 2, InboxProbe.Error));
        await scenario.AdvancePastAsync(InboxScenario.Retention);
        await scenario.Second.Keys.ExpectCompletedAsync(delivery.Key, "while its item waits for longer than the retention");
    }

    private static async Task ProcessedIsCompletedForItsRetention(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention));

        await scenario.AdvanceJustBeforeAsync(InboxScenario.Retention);
        await scenario.Second.Keys.ExpectCompletedAsync(delivery.Key, "just before the retention of a processed item ends");
        await scenario.AdvancePastAsync(InboxScenario.Leeway);
        await scenario.Second.Keys.ExpectClaimedAsync(delivery.Key, "after the retention of a processed item");
    }

    private static async Task DeadIsCompletedForClaims(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error));
        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.Keys.ExpectCompletedAsync(delivery.Key, "of a dead item");
    }

    private static async Task ClaimedIsNotAccepted(InboxScenario scenario)
    {
        InboxDelivery delivery = scenario.NewDelivery();
        ClaimToken token = await scenario.First.Keys.ExpectClaimedAsync(delivery.Key, "of a new key");

        InboxAcceptance acceptance = await scenario.Second.AcceptAsync(delivery);

        scenario.Check.Equal(InboxAcceptStatus.InProgress, acceptance.Status, "accepting a delivery whose key is claimed");
        scenario.Check.That(
            acceptance.RetryAfter > InboxScenario.Lease - InboxScenario.Leeway && acceptance.RetryAfter <= InboxScenario.Lease,
            "the rest of the lease", $"{acceptance.RetryAfter}", "when to try again");
        await scenario.Second.ExpectNothingDueAsync("after a delivery that was not accepted");
        await scenario.First.Keys.ExpectCompleteAsync(true, delivery.Key, token, "a claim during which the delivery was sent again");
    }

    private static async Task ReleasedIsAccepted(InboxScenario scenario)
    {
        InboxDelivery delivery = scenario.NewDelivery();
        ClaimToken token = await scenario.First.Keys.ExpectClaimedAsync(delivery.Key, "of a new key");
        await scenario.First.Keys.ExpectReleaseAsync(true, delivery.Key, token, "a running claim");

        await scenario.Second.ExpectAcceptedAsync(delivery, "a delivery whose key was released");
    }

    private static async Task ClaimWhoseLeaseEndedIsAccepted(InboxScenario scenario)
    {
        InboxDelivery delivery = scenario.NewDelivery();
        ClaimToken token = await scenario.First.Keys.ExpectClaimedAsync(delivery.Key, "of a new key");
        await scenario.AdvancePastAsync(InboxScenario.Lease);

        await scenario.Second.ExpectAcceptedAsync(delivery, "a delivery whose claim has ended");

        await scenario.First.Keys.ExpectCompleteAsync(false, delivery.Key, token, "by an owner whose key is in the inbox now");
        await scenario.First.Keys.ExpectReleaseAsync(false, delivery.Key, token, "by an owner whose key is in the inbox now");
        await scenario.First.ExpectTakenAsync("after its former owner came back", delivery);
    }

    private static async Task CompletedIsADuplicate(InboxScenario scenario)
    {
        InboxDelivery delivery = await ClaimAndCompleteAsync(scenario);

        await scenario.Second.ExpectDuplicateAsync(delivery, "that was handled without the inbox");

        await scenario.Second.ExpectNothingDueAsync("after a duplicate of an event that was handled without the inbox");
    }

    private static async Task CompletedIsAcceptedAfterItsRetention(InboxScenario scenario)
    {
        InboxDelivery delivery = await ClaimAndCompleteAsync(scenario);
        await scenario.AdvancePastAsync(InboxScenario.Retention);

        await scenario.Second.ExpectAcceptedAsync(delivery, "a delivery whose completed key has expired");
    }

    private static async Task TokenOfAnItemSettlesNoClaim(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");

        await scenario.Second.Keys.ExpectRenewAsync(false, delivery.Key, item.Token, "with the token of an item");
        await scenario.Second.Keys.ExpectCompleteAsync(false, delivery.Key, item.Token, "with the token of an item");
        await scenario.Second.Keys.ExpectReleaseAsync(false, delivery.Key, item.Token, "with the token of an item");

        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task TokenOfAClaimSettlesNoItem(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        ClaimToken token = await scenario.Second.Keys.ExpectClaimedAsync(scenario.NewDelivery().Key, "of another key");
        scenario.Check.That(token != item.Token, "different tokens", "the same one", "the tokens of an item and of a claim");

        var withOtherToken = new InboxItem(item.Delivery, token, item.Attempt);
        await scenario.First.ExpectSettledAsync(
            withOtherToken, InboxResult.Processed(InboxScenario.Retention), expected: false, "an item with the token of a claim");
        await scenario.First.ExpectRenewedAsync(false, withOtherToken, "an item with the token of a claim");
        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task<InboxDelivery> ClaimAndCompleteAsync(InboxScenario scenario)
    {
        InboxDelivery delivery = scenario.NewDelivery();
        ClaimToken token = await scenario.First.Keys.ExpectClaimedAsync(delivery.Key, "of a new key");
        await scenario.First.Keys.ExpectCompleteAsync(true, delivery.Key, token, "a running claim");
        return delivery;
    }
}
