using System.Buffers;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Tests;

/// <summary>What every durable store has to keep of deliveries with several events.</summary>
internal static class BundleStoreCases
{
    private static readonly Dictionary<string, Func<BundleStore, Task>> _cases = new()
    {
        ["HandleInTransaction with one that fails has each effect once"] = HasEachEffectOnceAsync,
        ["ProcessInBackground with an order handles each once in order"] = HandlesEachOnceInOrderAsync,
        ["ProcessInBackground of overlapping deliveries handles each once"] = HandlesEachOnceAsync,
        ["AcceptAll that fails in the middle stores nothing"] = StoresNothingAsync,
    };

    public static TheoryData<string> Names => [.. _cases.Keys];

    public static Task RunAsync(string name, BundleStore store) => _cases[name](store);

    public static InboxDelivery CreateDelivery(int number, ReadOnlyMemory<byte> body) => new()
    {
        Key = IdempotencyKey.Create("bundle", "/bundles", null, DeliveryIdentity.FromSigned($"all-or-none-{number}")),
        Provider = "bundle",
        Endpoint = "/bundles",
        EventType = "bundled",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Retention = TimeSpan.FromDays(7),
        Metadata = new byte[10],
        Body = body,
    };

    /// <summary>One of several handlers fails once: the effects of the others stay, and each is there once in the end.</summary>
    private static async Task HasEachEffectOnceAsync(BundleStore store)
    {
        bool fails = true;
        await using BundleReceiver receiver = await BundleReceiver.StartAsync(
            store.Services,
            async (e, context) =>
            {
                await BundleReceiver.InsertEffectAsync(store.EffectsTable, e, context);
                if (e.Id == "e3" && fails)
                {
                    throw new IOException();
                }
            },
            new WebhookEndpointOptions { HandleInTransaction = true });

        (await receiver.SendAsync(Bundle.Ids(1, 5))).Should().Be(WebhookOutcome.Failed);
        (await store.ReadEffectsAsync()).Should().BeEquivalentTo("e1", "e2", "e4", "e5");
        fails = false;
        (await receiver.SendAsync(Bundle.Ids(1, 6))).Should().Be(WebhookOutcome.Processed);
        (await receiver.SendAsync(Bundle.Ids(1, 6))).Should().Be(WebhookOutcome.Duplicate);
        (await store.ReadEffectsAsync()).Should().BeEquivalentTo(Bundle.Ids(1, 6));
    }

    /// <summary>All are stored at once, and handled once each in the sender's order, which is that of their ordering key.</summary>
    private static async Task HandlesEachOnceInOrderAsync(BundleStore store)
    {
        string[] ids = Bundle.Ids(1, 100);
        int failures = 0;
        await using BundleReceiver receiver = await BundleReceiver.StartAsync(
            store.Services,
            (e, _) => e.Id == "e37" && failures++ < 2 ? throw new IOException() : Task.CompletedTask,
            new WebhookEndpointOptions { ProcessInBackground = true },
            isOrdered: true);

        (await receiver.SendAsync(ids)).Should().Be(WebhookOutcome.Accepted);
        (await receiver.SendAsync(ids)).Should().Be(WebhookOutcome.Duplicate);
        (await receiver.SendAsync(Bundle.Ids(99, 4))).Should().Be(WebhookOutcome.Accepted, "two of them are new");

        await Eventually.Holds(() => receiver.Handled.Count >= 102, "all to be handled");
        receiver.Handled.Should().Equal(Bundle.Ids(1, 102));
    }

    private static async Task HandlesEachOnceAsync(BundleStore store)
    {
        await using BundleReceiver receiver = await BundleReceiver.StartAsync(
            store.Services, (_, _) => Task.CompletedTask, new WebhookEndpointOptions { ProcessInBackground = true });

        for (int round = 0; round < 20; round++)
        {
            int first = round * 100;
            await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(() => receiver.SendUntilDoneAsync(Bundle.Ids(first + (sender * 5), 15)))));
        }

        string[] all = [.. Enumerable.Range(0, 20).SelectMany(round => Bundle.Ids(round * 100, 50))];
        await Eventually.Holds(() => receiver.Handled.Count >= all.Length, "all to be handled");
        receiver.Handled.Should().BeEquivalentTo(all);
    }

    /// <summary>The transaction fails when the third of five bodies is read.</summary>
    private static async Task StoresNothingAsync(BundleStore store)
    {
        IInboxStore inbox = store.Services.GetRequiredService<IInboxStore>();
        IWebhookInbox items = store.Services.GetRequiredService<IWebhookInbox>();
        InboxDelivery[] deliveries = [.. Enumerable.Range(1, 5).Select(number => CreateDelivery(number, new byte[10]))];
        InboxDelivery[] failing = [.. deliveries];
        failing[2] = CreateDelivery(3, new UnreadableBody().Memory);

        Func<Task> accept = async () => await inbox.AcceptAllAsync(failing, CancellationToken.None);

        await accept.Should().ThrowAsync<Exception>();
        (await items.CountAsync(CancellationToken.None)).Pending.Should().Be(0);
        (await inbox.AcceptAllAsync(deliveries, CancellationToken.None)).Status.Should().Be(InboxAcceptStatus.Accepted, "no key was kept either");
        (await items.CountAsync(CancellationToken.None)).Pending.Should().Be(5);
    }

    private sealed class UnreadableBody : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(10);

        public override Span<byte> GetSpan() => throw new IOException("The body cannot be read.");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new IOException("The body cannot be read.");

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
