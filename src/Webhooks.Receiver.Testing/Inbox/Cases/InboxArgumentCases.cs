using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>An inbox refuses invalid arguments, and a refused call changes nothing.</summary>
internal static class InboxArgumentCases
{
    private static readonly TimeSpan[] _unusable = [TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.MinValue];

    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("argument/no-endpoints-are-refused", NoEndpointsAreRefused),
        new("argument/number-of-zero-or-less-is-refused", NumberOfZeroOrLessIsRefused),
        new("argument/lease-of-zero-or-less-is-refused", LeaseOfZeroOrLessIsRefused),
        new("argument/default-key-is-refused", DefaultKeyIsRefused),
        new("argument/limit-out-of-bounds-is-refused", LimitOutOfBoundsIsRefused),
    ];

    private static async Task NoEndpointsAreRefused(InboxScenario scenario)
    {
        await scenario.Check.ThrowsAsync<ArgumentException>(
            () => scenario.First.Inbox.TakeAsync([], 1, InboxScenario.Lease, scenario.CancellationToken).AsTask(), "taking at no endpoint");
    }

    private static async Task NumberOfZeroOrLessIsRefused(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        foreach (int count in (int[])[0, -1, int.MinValue])
        {
            await scenario.Check.ThrowsAsync<ArgumentOutOfRangeException>(() => scenario.First.TakeAsync(count), $"taking {count} items");
        }

        await scenario.Second.ExpectTakenAsync("after refused calls", delivery);
    }

    private static async Task LeaseOfZeroOrLessIsRefused(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        foreach (TimeSpan lease in _unusable)
        {
            await scenario.Check.ThrowsAsync<ArgumentOutOfRangeException>(() => scenario.First.TakeAsync(lease: lease), $"taking for {lease}");
        }

        IReadOnlyList<InboxItem> items = await scenario.Second.ExpectTakenAsync("after refused calls", delivery);
        foreach (TimeSpan lease in _unusable)
        {
            await scenario.Check.ThrowsAsync<ArgumentOutOfRangeException>(() => scenario.First.RenewAsync(items[0], lease), $"renewing for {lease}");
        }

        await scenario.First.ExpectNothingDueAsync("after refused renewals");
    }

    private static async Task DefaultKeyIsRefused(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();
        InboxItem item = await scenario.First.ExpectTakenAsync("after accepting one delivery");
        CancellationToken token = scenario.CancellationToken;
        await scenario.Check.ThrowsAsync<ArgumentException>(() => scenario.First.AcceptAsync(WithoutKey(item.Delivery)), "accepting without a key");
        await scenario.Check.ThrowsAsync<ArgumentException>(
            () => scenario.First.Inbox.RenewAsync(default, item.Token, InboxScenario.Lease, token).AsTask(), "renewing without a key");
        await scenario.Check.ThrowsAsync<ArgumentException>(
            () => scenario.First.Inbox.SettleAsync(default, item.Token, InboxResult.Returned, token).AsTask(), "settling without a key");

        await scenario.First.ExpectSettledAsync(item, InboxResult.Processed(InboxScenario.Retention));
    }

    private static async Task LimitOutOfBoundsIsRefused(InboxScenario scenario)
    {
        foreach (int limit in (int[])[0, -1, WebhookInboxQuery.MaxLimit + 1])
        {
            await scenario.Check.ThrowsAsync<ArgumentOutOfRangeException>(
                () => scenario.First.ListAsync(new WebhookInboxQuery { Limit = limit }), $"listing {limit} items");
        }

        await scenario.First.ListAsync(new WebhookInboxQuery { Limit = WebhookInboxQuery.MaxLimit, Endpoint = scenario.Endpoint.Endpoint });
    }

    private static InboxDelivery WithoutKey(InboxDelivery delivery) => new()
    {
        Key = default,
        Provider = delivery.Provider,
        Endpoint = delivery.Endpoint,
        EventType = delivery.EventType,
        ReceivedAt = delivery.ReceivedAt,
        Retention = delivery.Retention,
        Metadata = delivery.Metadata,
        Body = delivery.Body,
    };
}
