namespace Webhooks.Receiver.Testing.Tests;

/// <summary>What becomes of an item of a <see cref="FlawedInbox"/> after an attempt.</summary>
internal static class FlawedInboxSettling
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    public static void Settle(FlawedInbox data, FlawedInboxItem item, InboxResult result)
    {
        item.Token = 0;
        item.Error = result.Error ?? item.Error;
        switch (result.Kind)
        {
            case InboxResultKind.Processed:
                item.State = WebhookInboxState.Processed;
                Complete(data, item, result.Time);
                break;
            case InboxResultKind.Dead:
                item.State = WebhookInboxState.Dead;
                break;
            case InboxResultKind.Retry:
                item.State = WebhookInboxState.Pending;
                item.HasFailed = true;
                item.Attempts -= result.CountsAttempt || data.Is(InboxFlaw.PostponedCounts) ? 0 : 1;
                item.DueAt = data.Flaw switch
                {
                    InboxFlaw.RetryIsDueAtOnce => data.Now,
                    InboxFlaw.RetryAlwaysWaits => data.Later(_hour),
                    _ => data.Later(result.Time),
                };
                break;
            default:
                item.State = WebhookInboxState.Pending;
                item.Attempts -= data.Is(InboxFlaw.ReturnCounts) ? 0 : 1;
                item.DueAt = data.Is(InboxFlaw.ReturnWaitsForTheLease) ? item.DueAt : data.Now;
                item.Id = data.Is(InboxFlaw.ReturnedGoesLast) ? data.NextId() : item.Id;
                break;
        }
    }

    /// <summary>Completes the key of an item that still owns it.</summary>
    public static void Complete(FlawedInbox data, FlawedInboxItem item, TimeSpan retention)
    {
        FlawedInboxKey row = data.GetKey(item.Delivery.Key);
        if (row.Item == item)
        {
            row.Item = null;
            row.State = data.Is(InboxFlaw.ForgetsWhatIsProcessed) ? FlawedState.Free : FlawedState.Completed;
            row.EndsAt = data.Flaw switch
            {
                InboxFlaw.ProcessedNeverExpires => long.MaxValue,
                InboxFlaw.RetentionStartsWithTheAccept => data.Later(retention, item.AcceptedAt),
                InboxFlaw.RetentionIsTheDeliverys => data.Later(item.Delivery.Retention),
                _ => data.Later(retention),
            };
        }
    }
}
