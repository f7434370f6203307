namespace Webhooks.Receiver.Testing.Tests;

/// <summary>What people see and change in a <see cref="FlawedInbox"/>.</summary>
internal sealed class FlawedInboxItems(FlawedInbox data) : IWebhookInbox
{
    public ValueTask<WebhookInboxCounts> CountAsync(CancellationToken cancellationToken) => new(data.Locked(() =>
    {
        long running = Count(WebhookInboxState.Running);
        return new WebhookInboxCounts
        {
            Pending = Count(WebhookInboxState.Pending) + (data.Is(InboxFlaw.CountsRunningAsPending) ? running : 0),
            Running = running,
            Dead = Count(WebhookInboxState.Dead),
            OldestReceivedAt = data.Items.Where(item => !item.IsSettled).Min(item => (DateTimeOffset?)item.Delivery.ReceivedAt),
        };
    }));

    public ValueTask<long> CountProcessedAsync(CancellationToken cancellationToken) => new(data.Locked(() => Count(WebhookInboxState.Processed)));

    public async ValueTask<IReadOnlyList<WebhookInboxEntry>> ListAsync(WebhookInboxQuery query, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        data.Check(cancellationToken, query.Limit is >= 1 and <= WebhookInboxQuery.MaxLimit);
        return data.Locked(() => data.Items.OrderBy(item => item.Id)
            .Where(item => (query.State is null || GetState(item) == query.State)
                && (query.Provider is null || item.Delivery.Provider == query.Provider)
                && (query.Endpoint is null || item.Delivery.Endpoint == query.Endpoint)
                && (query.Tenant is null || item.Delivery.Tenant == query.Tenant)
                && (query.EventType is null || item.Delivery.EventType == query.EventType || data.Is(InboxFlaw.IgnoresTheTypeFilter))
                && (item.Id > query.AfterId || data.Is(InboxFlaw.AllPagesAreTheFirst)))
            .Take(Math.Max(0, query.Limit))
            .Select(item => CreateEntry(item, data.Is(InboxFlaw.ListsBodies)))
            .ToList());
    }

    public ValueTask<WebhookInboxEntry?> FindAsync(long id, CancellationToken cancellationToken) => new(data.Locked(() =>
        Find(id) is { } item ? CreateEntry(item, !data.Is(InboxFlaw.FindHasNoBody))
        : data.Is(InboxFlaw.FindThrowsForUnknown) ? throw new KeyNotFoundException("no such item")
        : null));

    public async ValueTask<bool> RequeueAsync(long id, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        data.Check(cancellationToken);
        return data.Locked(
            InboxFlaw.RequeueIsNotAtomic,
            () => Find(id) is { } item && (item.State == WebhookInboxState.Dead || data.Is(InboxFlaw.RequeuesAnything)),
            () =>
            {
                FlawedInboxItem item = Find(id)!;
                (item.State, item.Token, item.WasRequeued, item.HasFailed) = (WebhookInboxState.Pending, 0, true, false);
                item.Attempts = data.Is(InboxFlaw.RequeueKeepsAttempts) ? item.Attempts : 0;
                item.DueAt = data.Is(InboxFlaw.RequeueWaits) ? data.Later(TimeSpan.FromHours(1)) : data.Now;
                item.Id = data.Is(InboxFlaw.RequeuedGoesLast) ? data.NextId() : item.Id;
                return true;
            });
    }

    public async ValueTask<bool> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        data.Check(cancellationToken);
        return data.Locked(() =>
        {
            if (Find(id) is not { } item || (item.IsLeased(data.Now) && !data.Is(InboxFlaw.DeletesWhatRuns)))
            {
                return data.Is(InboxFlaw.DeletesTwice) && data.Deleted.Exists(deleted => deleted.Id == id);
            }

            data.Items.Remove(item);
            data.Deleted.Add(item);
            FlawedInboxKey row = data.GetKey(item.Delivery.Key);
            if (data.Is(InboxFlaw.DeleteFreesTheKey))
            {
                (row.State, row.Item) = (FlawedState.Free, null);
            }
            else if (data.Is(InboxFlaw.DeleteRestartsTheRetention))
            {
                (row.State, row.Item, row.EndsAt) = (FlawedState.Completed, null, data.Later(item.Delivery.Retention));
            }
            else
            {
                FlawedInboxSettling.Complete(data, item, item.Delivery.Retention);
            }

            return true;
        });
    }

    private FlawedInboxItem? Find(long id) => data.Items.Find(item => item.Id == id);

    private long Count(WebhookInboxState state) => data.Items.Count(item => GetState(item) == state);

    private WebhookInboxState GetState(FlawedInboxItem item) =>
        item.IsSettled ? item.State
        : data.Is(InboxFlaw.RunningIsShownAsPending) ? WebhookInboxState.Pending
        : item.IsLeased(data.Now) || (item.Token != 0 && data.Is(InboxFlaw.EndedLeaseIsRunning)) ? WebhookInboxState.Running
        : WebhookInboxState.Pending;

    private WebhookInboxEntry CreateEntry(FlawedInboxItem item, bool hasBody) => new()
    {
        Id = item.Id,
        State = GetState(item),
        Provider = item.Delivery.Provider,
        Endpoint = item.Delivery.Endpoint,
        Tenant = item.Delivery.Tenant,
        EventType = item.Delivery.EventType,
        KeyShortName = item.Delivery.Key.ShortName,
        ReceivedAt = item.Delivery.ReceivedAt,
        Attempts = item.Attempts,
        DueAt = item.IsSettled || data.Is(InboxFlaw.HidesDueTimes) ? null : DateTimeOffset.UnixEpoch.AddTicks(item.DueAt),
        ErrorType = item.Error?.Type,
        ErrorMessage = item.Error?.Message,
        Body = hasBody ? item.Delivery.Body : (ReadOnlyMemory<byte>?)null,
    };
}
