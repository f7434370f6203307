using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>Calls the stores of one process, and checks their results for a case.</summary>
internal sealed class InboxProbe(InboxStores stores, InboxScenario scenario)
{
    private readonly ConformanceCheck _check = scenario.Check;

    public static InboxError Error { get; } = new("TestException", "The handler failed.");

    public IInboxStore Inbox => stores.Inbox;

    public IWebhookInbox Items => stores.Items;

    public StoreProbe Keys => new(stores.Idempotency, _check, scenario.CancellationToken);

    public Task<InboxAcceptance> AcceptAsync(InboxDelivery delivery) =>
        stores.Inbox.AcceptAsync(delivery, scenario.CancellationToken).AsTask();

    public Task<InboxAcceptance> AcceptAllAsync(params IReadOnlyList<InboxDelivery> deliveries) =>
        stores.Inbox.AcceptAllAsync(deliveries, scenario.CancellationToken).AsTask();

    public async Task ExpectAllAsync(InboxAcceptStatus expected, string what, params IReadOnlyList<InboxDelivery> deliveries)
    {
        InboxAcceptance acceptance = await AcceptAllAsync(deliveries);
        _check.Equal(expected, acceptance.Status, $"accepting {what}");
    }

    public Task<IReadOnlyList<InboxItem>> TakeAsync(int maxCount = 100, TimeSpan? lease = null, params InboxEndpoint[] endpoints) =>
        stores.Inbox.TakeAsync(
            endpoints.Length > 0 ? endpoints : [scenario.Endpoint], maxCount, lease ?? InboxScenario.Lease, scenario.CancellationToken).AsTask();

    public Task<bool> RenewAsync(InboxItem item, TimeSpan? lease = null) =>
        stores.Inbox.RenewAsync(item.Delivery.Key, item.Token, lease ?? InboxScenario.Lease, scenario.CancellationToken).AsTask();

    public Task<bool> SettleAsync(InboxItem item, InboxResult result) =>
        stores.Inbox.SettleAsync(item.Delivery.Key, item.Token, result, scenario.CancellationToken).AsTask();

    public async Task<InboxDelivery> ExpectAcceptedAsync(InboxDelivery delivery, string what = "a new delivery")
    {
        InboxAcceptance acceptance = await AcceptAsync(delivery);
        _check.Equal(InboxAcceptStatus.Accepted, acceptance.Status, $"accepting {what}");
        return delivery;
    }

    /// <summary>Accepts a new delivery.</summary>
    public Task<InboxDelivery> ExpectAcceptedAsync(string? orderedBy = null, string eventType = "type") =>
        ExpectAcceptedAsync(scenario.NewDelivery(orderedBy: orderedBy, eventType: eventType));

    public async Task ExpectDuplicateAsync(InboxDelivery delivery, string when)
    {
        InboxAcceptance acceptance = await AcceptAsync(delivery);
        _check.Equal(InboxAcceptStatus.Duplicate, acceptance.Status, $"accepting a delivery {when}");
    }

    /// <summary>Expects exactly one item to be taken.</summary>
    public async Task<InboxItem> ExpectTakenAsync(string when, TimeSpan? lease = null)
    {
        IReadOnlyList<InboxItem> items = await TakeAsync(lease: lease);
        _check.Equal(1, items.Count, $"the number of items taken {when}");
        return items[0];
    }

    /// <summary>Expects these deliveries to be taken, in this order.</summary>
    public async Task<IReadOnlyList<InboxItem>> ExpectTakenAsync(string when, params InboxDelivery[] expected)
    {
        IReadOnlyList<InboxItem> items = await TakeAsync();
        _check.Equal(Names(expected), Names(items.Select(item => item.Delivery)), $"the items taken {when}");
        return items;
    }

    public async Task ExpectNothingDueAsync(string when)
    {
        IReadOnlyList<InboxItem> items = await TakeAsync();
        _check.Equal(0, items.Count, $"the number of items taken {when}");
    }

    public async Task ExpectSettledAsync(InboxItem item, InboxResult result, bool expected = true, string what = "a taken item")
    {
        bool isSettled = await SettleAsync(item, result);
        _check.Equal(expected, isSettled, $"settling {what} as {result.Kind}");
    }

    public async Task ExpectRenewedAsync(bool expected, InboxItem item, string when, TimeSpan? lease = null)
    {
        bool isRenewed = await RenewAsync(item, lease);
        _check.Equal(expected, isRenewed, $"renewing {when}");
    }

    /// <summary>Accepts a delivery, takes it and settles it.</summary>
    public async Task<InboxDelivery> HandleAsync(InboxDelivery delivery, InboxResult result)
    {
        await ExpectAcceptedAsync(delivery);
        await ExpectSettledAsync(await ExpectTakenAsync("after accepting one delivery"), result);
        return delivery;
    }

    /// <summary>Finds the entry of a delivery at the run's endpoint.</summary>
    public async Task<WebhookInboxEntry> ExpectEntryAsync(InboxDelivery delivery, WebhookInboxState state, string when)
    {
        IReadOnlyList<WebhookInboxEntry> entries = await ListAsync(new WebhookInboxQuery { Endpoint = delivery.Endpoint });
        WebhookInboxEntry? entry = entries.LastOrDefault(entry => entry.KeyShortName == delivery.Key.ShortName);
        _check.Equal((WebhookInboxState?)state, entry?.State, $"the state of an entry {when}");
        return entry!;
    }

    public Task<IReadOnlyList<WebhookInboxEntry>> ListAsync(WebhookInboxQuery query) =>
        stores.Items.ListAsync(query, scenario.CancellationToken).AsTask();

    public Task<WebhookInboxEntry?> FindAsync(long id) => stores.Items.FindAsync(id, scenario.CancellationToken).AsTask();

    public async Task ExpectRequeuedAsync(bool expected, long id, string what)
    {
        bool isRequeued = await stores.Items.RequeueAsync(id, scenario.CancellationToken);
        _check.Equal(expected, isRequeued, $"requeueing {what}");
    }

    public async Task ExpectDeletedAsync(bool expected, long id, string what)
    {
        bool isDeleted = await stores.Items.DeleteAsync(id, scenario.CancellationToken);
        _check.Equal(expected, isDeleted, $"deleting {what}");
    }

    private static string Names(IEnumerable<InboxDelivery> deliveries) =>
        string.Join(' ', deliveries.Select(delivery => delivery.Key.ShortName).DefaultIfEmpty("none"));
}
