using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.Receiver.Sqlite.Tests;

/// <summary>What the other process does: it comes to a point, says so, and waits to be killed.</summary>
internal static class CrashSteps
{
    public const string Reached = "reached";
    public const int Many = 500;
    public const int BatchSize = 10;

    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(string step, string file)
    {
        string connectionString = $"Data Source={file}";
        switch (step)
        {
            case "after-claim":
                await using (StoreInstance stores = await StoreInstance.StartAsync(connectionString))
                {
                    await stores.Idempotency.ClaimAsync(CreateKey(0), Lease, CancellationToken.None);
                    await WaitAsync();
                }

                break;
            case "in-handler":
                await ReceiveAsync(connectionString, async (e, context) =>
                {
                    await Receiver.InsertEffectAsync(e, context);
                    await WaitAsync();
                });
                break;
            case "before-completion":
                await ReceiveAsync(connectionString, HangingAt(IdempotencyOperation.Complete, FaultTiming.BeforeEffect));
                break;
            case "after-completion":
                await ReceiveAsync(connectionString, HangingAt(IdempotencyOperation.Complete, FaultTiming.AfterEffect));
                break;
            case "after-insert":
                await using (StoreInstance stores = await StoreInstance.StartAsync(connectionString))
                {
                    await stores.Inbox.AcceptAsync(CreateDelivery(0), CancellationToken.None);
                    await WaitAsync();
                }

                break;
            case "in-accept-all":
                await using (StoreInstance stores = await StoreInstance.StartAsync(connectionString))
                {
                    await stores.Inbox.AcceptAllAsync(CreateDeliveries(WaitingBody.Create), CancellationToken.None);
                }

                break;
            case "in-group-commits":
                await using (StoreInstance stores = await StoreInstance.StartAsync(connectionString))
                {
                    await AcceptForeverAsync(stores);
                }

                break;
            case "with-batch":
                await using (StoreInstance stores = await StoreInstance.StartAsync(connectionString))
                {
                    await stores.Inbox.TakeAsync([Deliveries.Endpoint], BatchSize, Lease, CancellationToken.None);
                    await WaitAsync();
                }

                break;
            case "claim-many":
                await using (StoreInstance stores = await StoreInstance.StartAsync(connectionString))
                {
                    await ClaimManyAsync(stores);
                }

                break;
            default:
                return 1;
        }

        return 0;
    }

    public static IdempotencyKey CreateKey(int number) =>
        IdempotencyKey.Create("provider", "endpoint", null, DeliveryIdentity.FromSigned($"crash-{number}"));

    public static InboxDelivery CreateDelivery(int number) => new()
    {
        Key = CreateKey(number),
        Provider = Deliveries.Endpoint.Provider,
        Endpoint = Deliveries.Endpoint.Endpoint,
        EventType = "type",
        ReceivedAt = DateTimeOffset.UnixEpoch,
        Retention = TimeSpan.FromDays(7),
        Metadata = new byte[10],
        Body = new byte[1000],
    };

    /// <summary>Creates deliveries that are stored together. The body of the last but one is another's.</summary>
    public static InboxDelivery[] CreateDeliveries(Func<ReadOnlyMemory<byte>> otherBody) =>
        [.. Enumerable.Range(0, BatchSize).Select(number => BundleStoreCases.CreateDelivery(number, number == BatchSize - 2 ? otherBody() : new byte[1000]))];

    private static Task ReceiveAsync(string connectionString, Func<Cue.CueEvent, WebhookContext, Task> handler) =>
        ReceiveAsync(connectionString, handler, inTransaction: true, more: null);

    private static Task ReceiveAsync(string connectionString, Action<IServiceCollection> more) =>
        ReceiveAsync(connectionString, (_, _) => Task.CompletedTask, inTransaction: false, more);

    private static async Task ReceiveAsync(
        string connectionString, Func<Cue.CueEvent, WebhookContext, Task> handler, bool inTransaction, Action<IServiceCollection>? more)
    {
        await using Receiver receiver = await Receiver.StartAsync(connectionString, handler, inTransaction, more: more);
        Console.WriteLine(await receiver.ReceiveAsync("evt_1"));
    }

    private static Action<IServiceCollection> HangingAt(IdempotencyOperation operation, FaultTiming timing) => services =>
    {
        ServiceDescriptor inner = services.Single(service => service.ServiceType == typeof(IIdempotencyStore));
        services.Remove(inner);
        services.AddSingleton<IIdempotencyStore>(provider =>
        {
            var store = (IIdempotencyStore)ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!);
            var faults = new FaultInjectingIdempotencyStore(store);
            faults.Inject(operation, IdempotencyFault.Run(async _ => await WaitAsync(), timing));
            return faults;
        });
    };

    private static async Task AcceptForeverAsync(StoreInstance stores)
    {
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                int number = Interlocked.Increment(ref next);
                InboxAcceptance acceptance = await stores.Inbox.AcceptAsync(CreateDelivery(number), CancellationToken.None);
                if (acceptance.Status == InboxAcceptStatus.Accepted)
                {
                    Console.WriteLine(number);
                }
            }
        })));
    }

    private static async Task ClaimManyAsync(StoreInstance stores)
    {
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            int number;
            while ((number = Interlocked.Increment(ref next)) <= Many)
            {
                IdempotencyClaim claim = await stores.Idempotency.ClaimAsync(CreateKey(number), Lease, CancellationToken.None);
                Console.WriteLine($"{claim.Status} {number} {claim.Token.Value}");
            }
        })));
    }

    /// <summary>Says that the point is reached, and goes on when the other process says so.</summary>
    private static async Task WaitAsync()
    {
        Console.WriteLine(Reached);
        await Console.In.ReadLineAsync();
    }
}
