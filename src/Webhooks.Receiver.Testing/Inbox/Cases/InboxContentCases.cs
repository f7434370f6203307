using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>An item comes back as it was stored.</summary>
internal static class InboxContentCases
{
    private const int LargeBody = 2 * 1024 * 1024;

    public static IEnumerable<InboxConformanceCase> All =>
    [
        new("content/comes-back-as-it-was-stored", ComesBackAsItWasStored),
        new("content/without-tenant-and-order", WithoutTenantAndOrder),
        new("content/empty-tenant-is-not-none", EmptyTenantIsNotNone),
        new("content/empty-bytes", EmptyBytes),
        new("content/large-body", LargeBodyOfAllBytes),
        new("content/text-of-all-scripts", TextOfAllScripts),
        new("content/longest-retention", LongestRetention),
    ];

    private static async Task ComesBackAsItWasStored(InboxScenario scenario)
    {
        InboxDelivery stored = scenario.NewDelivery(orderedBy: "campaign", tenant: "tenant", eventType: "ad.click");
        InboxDelivery taken = await StoreAndTakeAsync(scenario, stored);

        scenario.Check.Equal(stored.Provider, taken.Provider, "the provider");
        scenario.Check.Equal(stored.Endpoint, taken.Endpoint, "the endpoint");
        scenario.Check.Equal(stored.Tenant, taken.Tenant, "the tenant");
        scenario.Check.Equal(stored.EventType, taken.EventType, "the event's type");
        scenario.Check.Equal(stored.ReceivedAt.UtcDateTime, taken.ReceivedAt.UtcDateTime, "when the delivery arrived");
        scenario.Check.Equal(stored.Retention, taken.Retention, "the retention");
        ExpectBytes(scenario, stored.Key.ToArray(), taken.Key.ToArray(), "the key");
        ExpectBytes(scenario, stored.OrderingKey, taken.OrderingKey, "the ordering key");
    }

    private static async Task WithoutTenantAndOrder(InboxScenario scenario)
    {
        InboxDelivery taken = await StoreAndTakeAsync(scenario, scenario.NewDelivery());

        scenario.Check.Equal(null, taken.Tenant, "the tenant where there is none");
        ExpectBytes(scenario, ReadOnlyMemory<byte>.Empty, taken.OrderingKey, "the ordering key where there is none");
    }

    private static async Task EmptyTenantIsNotNone(InboxScenario scenario)
    {
        InboxDelivery taken = await StoreAndTakeAsync(scenario, scenario.NewDelivery(tenant: ""));

        scenario.Check.Equal("", taken.Tenant, "an empty tenant");
    }

    private static Task<InboxDelivery> EmptyBytes(InboxScenario scenario) =>
        StoreAndTakeAsync(scenario, scenario.NewDelivery(body: [], metadata: []));

    private static Task<InboxDelivery> LargeBodyOfAllBytes(InboxScenario scenario)
    {
        byte[] body = new byte[LargeBody];
        for (int i = 0; i < body.Length; i++)
        {
            body[i] = (byte)(i ^ (i >> 8)); // zero among them, and no valid UTF-8
        }

        return StoreAndTakeAsync(scenario, scenario.NewDelivery(body: body, metadata: body[..70_000]));
    }

    private static async Task TextOfAllScripts(InboxScenario scenario)
    {
        string text = "'\";--\\ \u0001\t\r\n äß Ωж 漢字 \uFFFD \uFFFF 😀 e\u0301 \u202E%_";
        string longest = new('漢', 200);
        InboxDelivery stored = scenario.NewDelivery(scenario.NewEndpoint(text, $"provider {text}"), tenant: text, eventType: longest);
        await scenario.First.ExpectAcceptedAsync(stored);

        IReadOnlyList<InboxItem> items = await scenario.Second.TakeAsync(endpoints: new InboxEndpoint(stored.Provider, stored.Endpoint));

        scenario.Check.Equal(1, items.Count, "the number of items taken at an endpoint with an unusual name");
        scenario.Check.Equal(stored.Endpoint, items[0].Delivery.Endpoint, "an unusual endpoint");
        scenario.Check.Equal(text, items[0].Delivery.Tenant, "an unusual tenant");
        scenario.Check.Equal(longest, items[0].Delivery.EventType, "the longest event type");
    }

    private static async Task LongestRetention(InboxScenario scenario)
    {
        InboxDelivery stored = scenario.NewDelivery(retention: TimeSpan.MaxValue);
        InboxDelivery taken = await StoreAndTakeAsync(scenario, stored);

        scenario.Check.That(taken.Retention > TimeSpan.FromDays(365_000), "a thousand years or more", $"{taken.Retention}", "the longest retention");
    }

    private static async Task<InboxDelivery> StoreAndTakeAsync(InboxScenario scenario, InboxDelivery stored)
    {
        await scenario.First.ExpectAcceptedAsync(stored);
        InboxItem item = await scenario.Second.ExpectTakenAsync("after accepting one delivery");
        ExpectBytes(scenario, stored.Body, item.Delivery.Body, "the body");
        ExpectBytes(scenario, stored.Metadata, item.Delivery.Metadata, "the metadata");
        return item.Delivery;
    }

    private static void ExpectBytes(InboxScenario scenario, ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual, string subject) =>
        scenario.Check.That(
            expected.Span.SequenceEqual(actual.Span), $"the same {expected.Length} bytes", $"other bytes, {actual.Length}", subject);
}
