namespace Webhooks.Receiver.Testing.Tests;

/// <summary>The order of the items of a <see cref="FlawedInbox"/>.</summary>
internal static class FlawedInboxOrder
{
    /// <summary>Whether an item is the oldest of its ordering key, and no other is being handled.</summary>
    public static bool IsNext(FlawedInbox data, FlawedInboxItem item) =>
        data.Is(InboxFlaw.IgnoresOrder)
        || (data.Is(InboxFlaw.RequeuedIgnoresOrder) && item.WasRequeued)
        || (!data.Items.Exists(other => other != item && AreOrdered(data, item, other) && HoldsUp(data, other, item))
            && !(data.Is(InboxFlaw.DeletedHoldsUp) && data.Deleted.Exists(other => AreOrdered(data, item, other))));

    public static bool AreOrdered(FlawedInbox data, FlawedInboxItem item, FlawedInboxItem other) =>
        !item.Delivery.OrderingKey.IsEmpty && !other.Delivery.OrderingKey.IsEmpty
        && (data.Is(InboxFlaw.OneOrderForAll) || item.Delivery.OrderingKey.Span.SequenceEqual(other.Delivery.OrderingKey.Span))
        && (data.Is(InboxFlaw.OrderSpansEndpoints)
            || (item.Delivery.Endpoint == other.Delivery.Endpoint && item.Delivery.Provider == other.Delivery.Provider));

    private static bool HoldsUp(FlawedInbox data, FlawedInboxItem other, FlawedInboxItem item) => data.Flaw switch
    {
        InboxFlaw.DeadHoldsUp when other.State == WebhookInboxState.Dead => other.Id < item.Id,
        InboxFlaw.RetryLetsLaterOnesGo when other.HasFailed && other.DueAt > data.Now => false,
        InboxFlaw.LeaseEndLetsLaterOnesGo when other.Token != 0 && other.DueAt <= data.Now => false,
        InboxFlaw.LeaseEndLetsLaterOnesGo when item.Token != 0 && item.DueAt <= data.Now => true,
        InboxFlaw.RunningHoldsUpNobody when other.IsLeased(data.Now) => false,
        _ => !other.IsSettled && (other.Id < item.Id || other.IsLeased(data.Now)),
    };
}
