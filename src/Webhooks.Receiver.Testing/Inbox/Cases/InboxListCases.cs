using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>What people see of the inbox.</summary>
internal static class InboxListCases
{
    private static readonly TimeSpan _delay = TimeSpan.FromHours(1);

    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("list/shows-every-state", ShowsEveryState),
        new("list/finds-by-each-filter", FindsByEachFilter),
        new("list/goes-page-by-page", GoesPageByPage),
        new("list/has-no-bodies", HasNoBodies),
        new("list/says-when-an-item-is-due", SaysWhenAnItemIsDue),
        new("list/an-ended-lease-is-pending", AnEndedLeaseIsPending),
        new("find/has-all-of-an-item", FindHasAllOfAnItem),
        new("find/unknown-is-null", FindUnknownIsNull),
        new("count/follows-each-state", CountFollowsEachState),
    ];

    private static async Task ShowsEveryState(InboxScenario scenario)
    {
        Dictionary<WebhookInboxState, InboxDelivery> stored = await StoreEachStateAsync(scenario);

        foreach ((WebhookInboxState state, InboxDelivery delivery) in stored)
        {
            IReadOnlyList<WebhookInboxEntry> entries = await scenario.Second.ListAsync(
                new WebhookInboxQuery { State = state, Endpoint = scenario.Endpoint.Endpoint });
            scenario.Check.Equal(delivery.Key.ShortName, Names(entries), $"the {state} items");
            scenario.Check.Equal(state, entries[0].State, $"the state of a {state} item");
        }
    }

    private static async Task FindsByEachFilter(InboxScenario scenario)
    {
        string provider = $"provider-{scenario.Endpoint.Endpoint}"; // of this run only
        string tenant = $"tenant-{scenario.Endpoint.Endpoint}";
        string type = $"type-{scenario.Endpoint.Endpoint}";
        InboxDelivery plain = await scenario.First.ExpectAcceptedAsync();
        InboxDelivery ofProvider = await scenario.First.ExpectAcceptedAsync(scenario.NewDelivery(scenario.Endpoint with { Provider = provider }));
        InboxDelivery ofTenant = await scenario.First.ExpectAcceptedAsync(scenario.NewDelivery(tenant: tenant));
        InboxDelivery ofType = await scenario.First.ExpectAcceptedAsync(scenario.NewDelivery(eventType: type));

        await ExpectListAsync(scenario, new WebhookInboxQuery { Provider = provider }, ofProvider);
        await ExpectListAsync(scenario, new WebhookInboxQuery { Tenant = tenant }, ofTenant);
        await ExpectListAsync(scenario, new WebhookInboxQuery { EventType = type }, ofType);
        await ExpectListAsync(scenario, new WebhookInboxQuery { Endpoint = scenario.Endpoint.Endpoint }, plain, ofProvider, ofTenant, ofType);
        await ExpectListAsync(
            scenario,
            new WebhookInboxQuery
            {
                State = WebhookInboxState.Pending,
                Provider = InboxScenario.Provider,
                Endpoint = scenario.Endpoint.Endpoint,
                Tenant = tenant,
                EventType = "type",
            },
            ofTenant);
        await ExpectListAsync(scenario, new WebhookInboxQuery { Endpoint = scenario.Endpoint.Endpoint, Provider = "unknown" });
    }

    private static async Task GoesPageByPage(InboxScenario scenario)
    {
        List<InboxDelivery> stored = [];
        for (int i = 0; i < 5; i++)
        {
            stored.Add(await scenario.Contender(i).ExpectAcceptedAsync());
        }

        var query = new WebhookInboxQuery { Endpoint = scenario.Endpoint.Endpoint, Limit = 2 };
        for (int i = 0; i < 5; i += 2)
        {
            IReadOnlyList<WebhookInboxEntry> page = await scenario.Second.ListAsync(query);
            scenario.Check.Equal(Names(stored.Skip(i).Take(2)), Names(page), $"the page after {i} items");
            scenario.Check.That(page[0].Id > query.AfterId, "growing ids", $"{page[0].Id} after {query.AfterId}", "the ids of a list");
            query = query with { AfterId = page[^1].Id };
        }

        scenario.Check.Equal(0, (await scenario.Second.ListAsync(query)).Count, "the number of items after the last page");
    }

    private static async Task HasNoBodies(InboxScenario scenario)
    {
        await scenario.First.ExpectAcceptedAsync();

        IReadOnlyList<WebhookInboxEntry> entries = await scenario.First.ListAsync(new WebhookInboxQuery { Endpoint = scenario.Endpoint.Endpoint });

        scenario.Check.That(entries.Single().Body is null, "no body", "a body", "an entry of a list");
    }

    private static async Task SaysWhenAnItemIsDue(InboxScenario scenario)
    {
        Dictionary<WebhookInboxState, InboxDelivery> stored = await StoreEachStateAsync(scenario);
        WebhookInboxEntry running = await FindAsync(scenario, stored[WebhookInboxState.Running], WebhookInboxState.Running);
        WebhookInboxEntry waiting = await FindAsync(scenario, stored[WebhookInboxState.Pending], WebhookInboxState.Pending);

        TimeSpan? difference = waiting.DueAt - running.DueAt; // both were settled or taken now
        scenario.Check.That(
            difference > _delay - InboxScenario.Lease - InboxScenario.Leeway && difference < _delay - InboxScenario.Lease + InboxScenario.Leeway,
            $"{_delay - InboxScenario.Lease}", difference?.ToString() ?? "nothing", "the time between a lease's end and a later attempt");
        foreach (WebhookInboxState state in (WebhookInboxState[])[WebhookInboxState.Processed, WebhookInboxState.Dead])
        {
            scenario.Check.Equal(null, (await FindAsync(scenario, stored[state], state)).DueAt, $"when a {state} item is due");
        }
    }

    private static async Task AnEndedLeaseIsPending(InboxScenario scenario)
    {
        InboxDelivery delivery = await scenario.First.ExpectAcceptedAsync();
        await scenario.First.ExpectTakenAsync("after accepting one delivery", delivery);
        await scenario.First.ExpectEntryAsync(delivery, WebhookInboxState.Running, "while it is being handled");

        await scenario.AdvancePastAsync(InboxScenario.Lease);

        await scenario.Second.ExpectEntryAsync(delivery, WebhookInboxState.Pending, "after its lease");
        IReadOnlyList<WebhookInboxEntry> running = await scenario.Second.ListAsync(
            new WebhookInboxQuery { State = WebhookInboxState.Running, Endpoint = scenario.Endpoint.Endpoint });
        scenario.Check.Equal(0, running.Count, "the number of running items after the only lease has ended");
    }

    private static async Task FindHasAllOfAnItem(InboxScenario scenario)
    {
        InboxDelivery stored = scenario.NewDelivery(tenant: "tenant", eventType: "ad.click", body: [0, 255, 7]);
        await scenario.First.HandleAsync(stored, InboxResult.Retry(_delay, InboxProbe.Error));
        WebhookInboxEntry listed = await scenario.First.ExpectEntryAsync(stored, WebhookInboxState.Pending, "after a failure");

        WebhookInboxEntry? found = await scenario.Second.FindAsync(listed.Id);

        scenario.Check.That(found is not null, "an entry", "none", "a read of an entry that is listed");
        scenario.Check.Equal(listed.Id, found!.Id, "the id");
        scenario.Check.Equal(stored.Provider, found.Provider, "the provider");
        scenario.Check.Equal(stored.Endpoint, found.Endpoint, "the endpoint");
        scenario.Check.Equal(stored.Tenant, found.Tenant, "the tenant");
        scenario.Check.Equal(stored.EventType, found.EventType, "the event's type");
        scenario.Check.Equal(stored.Key.ShortName, found.KeyShortName, "the key's short name");
        scenario.Check.Equal(stored.ReceivedAt.UtcDateTime, found.ReceivedAt.UtcDateTime, "when the delivery arrived");
        scenario.Check.Equal(1, found.Attempts, "the attempts");
        scenario.Check.Equal(InboxProbe.Error.Type, found.ErrorType, "the error's type");
        scenario.Check.Equal(InboxProbe.Error.Message, found.ErrorMessage, "the error's message");
        scenario.Check.That(found.Body is { } body && body.Span.SequenceEqual(stored.Body.Span), "the same bytes", "others", "the body");
    }

    private static async Task FindUnknownIsNull(InboxScenario scenario)
    {
        foreach (long id in (long[])[0, -1, long.MaxValue])
        {
            WebhookInboxEntry? found = await scenario.First.FindAsync(id);
            scenario.Check.That(found is null, "none", "an entry", "an entry with an id that never was");
        }
    }

    private static async Task CountFollowsEachState(InboxScenario scenario)
    {
        WebhookInboxCounts before = await scenario.First.Items.CountAsync(scenario.CancellationToken);
        long processedBefore = await scenario.First.Items.CountProcessedAsync(scenario.CancellationToken);
        await StoreEachStateAsync(scenario);
        await scenario.First.ExpectAcceptedAsync();
        WebhookInboxCounts after = await scenario.Second.Items.CountAsync(scenario.CancellationToken);

        scenario.Check.Equal(before.Pending + 2, after.Pending, "the number of pending items");
        scenario.Check.Equal(before.Running + 1, after.Running, "the number of running items");
        scenario.Check.Equal(
            processedBefore + 1, await scenario.Second.Items.CountProcessedAsync(scenario.CancellationToken), "the number of processed items");
        scenario.Check.Equal(before.Dead + 1, after.Dead, "the number of dead items");
        scenario.Check.That(
            after.OldestReceivedAt <= InboxScenario.ReceivedAt, $"{InboxScenario.ReceivedAt} or before", $"{after.OldestReceivedAt}", "the oldest item's time");
    }

    private static async Task<Dictionary<WebhookInboxState, InboxDelivery>> StoreEachStateAsync(InboxScenario scenario)
    {
        var stored = new Dictionary<WebhookInboxState, InboxDelivery>
        {
            [WebhookInboxState.Processed] = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Processed(InboxScenario.Retention)),
            [WebhookInboxState.Dead] = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Dead(InboxProbe.Error)),
            [WebhookInboxState.Pending] = await scenario.First.HandleAsync(scenario.NewDelivery(), InboxResult.Retry(_delay, InboxProbe.Error)),
            [WebhookInboxState.Running] = await scenario.First.ExpectAcceptedAsync(),
        };
        await scenario.First.ExpectTakenAsync("after accepting one delivery", stored[WebhookInboxState.Running]);
        return stored;
    }

    private static Task<WebhookInboxEntry> FindAsync(InboxScenario scenario, InboxDelivery delivery, WebhookInboxState state) =>
        scenario.Second.ExpectEntryAsync(delivery, state, "of each state");

    private static async Task ExpectListAsync(InboxScenario scenario, WebhookInboxQuery query, params InboxDelivery[] expected) =>
        scenario.Check.Equal(Names(expected), Names(await scenario.Second.ListAsync(query)), $"the items of {query}");

    private static string Names(IEnumerable<WebhookInboxEntry> entries) => string.Join(' ', entries.Select(entry => entry.KeyShortName));

    private static string Names(IEnumerable<InboxDelivery> deliveries) => string.Join(' ', deliveries.Select(delivery => delivery.Key.ShortName));
}
