using System.Text;

namespace Webhooks.Receiver.Testing.Tests;

/// <summary>The inbox of a <see cref="FlawedInbox"/>.</summary>
internal sealed class FlawedInboxStore(FlawedInbox data) : IInboxStore
{
    public async ValueTask<InboxAcceptance> AcceptAsync(InboxDelivery delivery, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        data.Check(cancellationToken);
        if (delivery.Key == default && !data.Is(InboxFlaw.TakesAnyArgument))
        {
            throw new ArgumentException("The key is the default value.", nameof(delivery));
        }

        InboxAcceptance refusal = default;
        return data.Locked<InboxAcceptance?>(
            InboxFlaw.AcceptIsNotAtomic,
            () => (refusal = Refuse(delivery)) == InboxAcceptance.Unavailable,
            () => Store(delivery)) ?? refusal;
    }

    public async ValueTask<InboxAcceptance> AcceptAllAsync(IReadOnlyList<InboxDelivery> deliveries, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        data.Check(cancellationToken, deliveries.Count > 0 && deliveries.All(delivery => delivery.Key != default));
        InboxAcceptance[] refusals = [];
        return data.Locked<InboxAcceptance?>(
            InboxFlaw.AcceptAllIsNotAtomic,
            () =>
            {
                refusals = [.. deliveries.Select(Refuse)];
                return data.Is(InboxFlaw.AcceptAllStoresSome) || !refusals.Any(refusal => refusal.Status == InboxAcceptStatus.InProgress);
            },
            () => StoreAll(deliveries, refusals)) ?? refusals.First(refusal => refusal.Status == InboxAcceptStatus.InProgress);
    }

    public async ValueTask<IReadOnlyList<InboxItem>> TakeAsync(
        IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount, TimeSpan lease, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        data.Check(cancellationToken, endpoints.Count > 0 && maxCount > 0 && lease > TimeSpan.Zero);
        List<FlawedInboxItem> due = [];
        return data.Locked(
            InboxFlaw.TakeIsNotAtomic,
            () =>
            {
                due = FindDue(endpoints, maxCount);
                return true;
            },
            () => due.ConvertAll(item => Take(item, lease)))!;
    }

    public async ValueTask<bool> RenewAsync(IdempotencyKey key, ClaimToken token, TimeSpan lease, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        data.Check(cancellationToken, key != default && lease > TimeSpan.Zero);
        return data.Locked(() =>
        {
            if (Find(key) is not { } item || (data.Is(InboxFlaw.RenewIsRefusedAfterLeaseEnd) && item.DueAt <= data.Now))
            {
                return false;
            }

            bool isOwned = IsOwned(item, token) || data.Is(InboxFlaw.RenewIgnoresToken)
                || (data.Is(InboxFlaw.RenewsWhatIsSettled) && item.LastToken == token.Value);
            if (isOwned && !item.IsSettled && !data.Is(InboxFlaw.RenewChangesNothing))
            {
                long end = data.Later(lease);
                item.DueAt = data.Is(InboxFlaw.RenewNeverShortens) ? Math.Max(end, item.DueAt) : end;
            }

            return isOwned;
        });
    }

    public async ValueTask<bool> SettleAsync(IdempotencyKey key, ClaimToken token, InboxResult result, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        data.Check(cancellationToken, key != default);
        return data.Locked<bool>(InboxFlaw.SettleIsNotAtomic, () => MaySettle(key, token), () => Settle(Find(key), token, result));
    }

    private InboxAcceptance? StoreAll(IReadOnlyList<InboxDelivery> deliveries, InboxAcceptance[] refusals)
    {
        InboxDelivery[] free = [.. deliveries.Where((_, i) => refusals[i] == InboxAcceptance.Unavailable || data.Is(InboxFlaw.AcceptAllStoresAgain))];
        foreach (InboxDelivery delivery in data.Is(InboxFlaw.AcceptAllLosesTheOrder) ? free.Reverse() : free)
        {
            Store(delivery);
        }

        return refusals.Any(refusal => refusal.Status == InboxAcceptStatus.InProgress) ? null
            : free.Length > 0 || data.Is(InboxFlaw.AcceptAllIsNeverADuplicate) ? InboxAcceptance.Accepted
            : InboxAcceptance.Duplicate;
    }

    private InboxAcceptance Refuse(InboxDelivery delivery)
    {
        FlawedInboxKey row = data.GetKey(delivery.Key);
        if (row.Item is { } item && !HasExpired(item)
            && !data.Is(InboxFlaw.AcceptsTwice)
            && !(data.Is(InboxFlaw.AcceptsWhatRuns) && item.IsLeased(data.Now)))
        {
            return InboxAcceptance.Duplicate;
        }

        if (row.Item is null && data.IsHeld(row))
        {
            return row.State switch
            {
                FlawedState.Running when !data.Is(InboxFlaw.AcceptsWhatIsClaimed) =>
                    InboxAcceptance.InProgress(TimeSpan.FromTicks(row.EndsAt - data.Now)),
                FlawedState.Completed when !data.Is(InboxFlaw.AcceptsWhatIsCompleted) => InboxAcceptance.Duplicate,
                _ => InboxAcceptance.Unavailable,
            };
        }

        return InboxAcceptance.Unavailable; // for nothing against it
    }

    private bool HasExpired(FlawedInboxItem item)
    {
        bool mayExpire = item.State == WebhookInboxState.Dead ? data.Is(InboxFlaw.DeadKeyExpires) : data.Is(InboxFlaw.PendingKeyExpires);
        return mayExpire && data.Later(item.Delivery.Retention, item.AcceptedAt) <= data.Now;
    }

    private InboxAcceptance? Store(InboxDelivery delivery)
    {
        if (data.Is(InboxFlaw.RefusesEmptyBytes) && delivery.Body.IsEmpty)
        {
            throw new InvalidOperationException("null value in column body");
        }

        var item = new FlawedInboxItem { Id = data.NextId(), Delivery = Copy(delivery), AcceptedAt = data.Now, DueAt = data.Now };
        FlawedInboxKey row = data.GetKey(delivery.Key);
        (row.State, row.Item) = (FlawedState.Free, item);
        if (data.Is(InboxFlaw.LosesConcurrentAccepts) && data.Items.Count > 0 && data.Items[^1].AcceptedAt == data.Now && data.Items[^1].Id % 4 == 0)
        {
            data.Items.RemoveAt(data.Items.Count - 1); // as an insert into the place that another one has just taken
        }

        data.Items.Add(item);
        return InboxAcceptance.Accepted;
    }

    private List<FlawedInboxItem> FindDue(IReadOnlyCollection<InboxEndpoint> endpoints, int maxCount)
    {
        IEnumerable<FlawedInboxItem> due = data.Items
            .Where(item => item.DueAt <= data.Now
                && (!item.IsSettled
                    || (data.Is(InboxFlaw.TakesWhatIsDead) && item.State == WebhookInboxState.Dead)
                    || (data.Is(InboxFlaw.TakesWhatIsProcessed) && item.State == WebhookInboxState.Processed))
                && !(data.Is(InboxFlaw.LeaseNeverEnds) && item.Token != 0)
                && endpoints.Any(endpoint => endpoint.Endpoint == item.Delivery.Endpoint
                    && (endpoint.Provider == item.Delivery.Provider || data.Is(InboxFlaw.IgnoresTheProvider))))
            .OrderBy(item => item.Id);
        due = data.Flaw switch
        {
            InboxFlaw.NewestFirst => due.OrderByDescending(item => item.Id),
            InboxFlaw.EndpointByEndpoint => due.OrderBy(item => item.Delivery.Endpoint, StringComparer.Ordinal).ThenBy(item => item.Id),
            _ => due,
        };
        List<FlawedInboxItem> taken = [];
        foreach (FlawedInboxItem item in due)
        {
            if (taken.Count < maxCount || data.Is(InboxFlaw.IgnoresTheNumber))
            {
                if (FlawedInboxOrder.IsNext(data, item) && (data.Is(InboxFlaw.IgnoresOrder) || !taken.Exists(other => FlawedInboxOrder.AreOrdered(data, item, other))))
                {
                    taken.Add(item);
                }
            }
        }

        return taken;
    }

    private InboxItem Take(FlawedInboxItem item, TimeSpan lease)
    {
        item.Token = item.LastToken = data.NextToken(item);
        item.Attempts++;
        item.State = WebhookInboxState.Pending;
        item.DueAt = data.Later(data.Is(InboxFlaw.LeaseEndsEarly) ? lease / 2 : lease);
        return new InboxItem(item.Delivery, new ClaimToken(item.Token), data.Is(InboxFlaw.CountsFromZero) ? item.Attempts - 1 : item.Attempts);
    }

    private bool MaySettle(IdempotencyKey key, ClaimToken token)
    {
        FlawedInboxItem? item = Find(key);
        if (item is null)
        {
            return data.Is(InboxFlaw.SettlesUnknownKeys)
                || (data.Is(InboxFlaw.SettlesWhatIsDeleted) && data.Deleted.Exists(deleted => deleted.Delivery.Key == key));
        }

        return (IsOwned(item, token)
                || (data.Is(InboxFlaw.SettleIgnoresToken) && !item.IsSettled)
                || (data.Is(InboxFlaw.SettlesTwice) && item.LastToken == token.Value))
            && !(data.Is(InboxFlaw.SettleIsRefusedAfterLeaseEnd) && item.DueAt <= data.Now);
    }

    private bool Settle(FlawedInboxItem? item, ClaimToken token, InboxResult result)
    {
        if (item is not null)
        {
            FlawedInboxSettling.Settle(data, item, result);
            if (data.Is(InboxFlaw.SettlesTheWholeBatch))
            {
                data.Items.FindAll(other => other.IsLeased(data.Now)).ForEach(other => FlawedInboxSettling.Settle(data, other, result));
            }
        }

        return true;
    }

    private FlawedInboxItem? Find(IdempotencyKey key) => data.Items.FindLast(item => item.Delivery.Key == key);

    private bool IsOwned(FlawedInboxItem item, ClaimToken token) =>
        !item.IsSettled && item.Token == token.Value && (token != default || data.Is(InboxFlaw.DefaultTokenIsAnOwner));

    private InboxDelivery Copy(InboxDelivery delivery) => new()
    {
        Key = delivery.Key,
        Provider = delivery.Provider,
        Endpoint = delivery.Endpoint,
        Tenant = data.Flaw switch
        {
            InboxFlaw.NoTenantIsEmpty => delivery.Tenant ?? "",
            InboxFlaw.EmptyTenantIsNone when delivery.Tenant is "" => null,
            InboxFlaw.MangledText when delivery.Tenant is { } tenant => Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(tenant)),
            _ => delivery.Tenant,
        },
        EventType = delivery.EventType,
        OrderingKey = data.Is(InboxFlaw.LosesTheOrderingKey) ? default : delivery.OrderingKey,
        ReceivedAt = delivery.ReceivedAt,
        Retention = data.Is(InboxFlaw.OverflowsOnLongTimes) && delivery.Retention > TimeSpan.FromDays(1000) ? TimeSpan.Zero : delivery.Retention,
        Metadata = delivery.Metadata.ToArray(),
        Body = data.Is(InboxFlaw.CutsBodies) && delivery.Body.Length > 65_535 ? delivery.Body[..65_535] : delivery.Body.ToArray(),
    };
}
