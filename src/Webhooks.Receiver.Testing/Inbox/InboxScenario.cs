using System.Security.Cryptography;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>One run of one case: the stores of two processes, the clock, and new deliveries at an endpoint of the run's own.</summary>
internal sealed class InboxScenario
{
    public const string Provider = "conformance";

    public static readonly TimeSpan Lease = ConformanceScenario.Lease;
    public static readonly TimeSpan Retention = ConformanceScenario.Retention;
    public static readonly TimeSpan Leeway = ConformanceScenario.Leeway;

    /// <summary>A time without fractions of a millisecond, which not every database keeps.</summary>
    public static readonly DateTimeOffset ReceivedAt = new(2026, 3, 13, 17, 51, 14, 159, TimeSpan.Zero);

    private readonly InboxStoreFixture _fixture;
    private readonly string _id = RandomNumberGenerator.GetHexString(32);
    private int _deliveries;

    private InboxScenario(
        string caseName, InboxStoreFixture fixture, InboxStores first, InboxStores second, CancellationToken cancellationToken)
    {
        _fixture = fixture;
        Check = new ConformanceCheck(caseName);
        Endpoint = new InboxEndpoint(Provider, $"endpoint-{_id}");
        First = new InboxProbe(first, this);
        Second = new InboxProbe(second, this);
        CancellationToken = cancellationToken;
    }

    public ConformanceCheck Check { get; }

    public InboxEndpoint Endpoint { get; }

    public InboxProbe First { get; }

    /// <summary>The same data through second stores, if the fixture has them.</summary>
    public InboxProbe Second { get; }

    public CancellationToken CancellationToken { get; }

    public int Contenders => Math.Max(2, _fixture.MaxParallelism);

    public int Rounds => Math.Max(1, _fixture.RaceRounds);

    public static async Task<InboxScenario> StartAsync(string caseName, InboxStoreFixture fixture, CancellationToken cancellationToken)
    {
        InboxStores first = await fixture.CreateStoresAsync(cancellationToken);
        InboxStores? second = await fixture.OpenSecondStoresAsync(cancellationToken);
        return new InboxScenario(caseName, fixture, first, second ?? first, cancellationToken);
    }

    /// <summary>Creates a delivery with a key that no other run uses.</summary>
    public InboxDelivery NewDelivery(
        InboxEndpoint? endpoint = null, string? orderedBy = null, string eventType = "type", string? tenant = null, byte[]? body = null,
        byte[]? metadata = null, TimeSpan? retention = null)
    {
        InboxEndpoint at = endpoint ?? Endpoint;
        var identity = DeliveryIdentity.FromSigned($"{_id}-{Interlocked.Increment(ref _deliveries)}");
        return new InboxDelivery
        {
            Key = IdempotencyKey.Create(at.Provider, at.Endpoint, tenant, identity),
            Provider = at.Provider,
            Endpoint = at.Endpoint,
            Tenant = tenant,
            EventType = eventType,
            OrderingKey = orderedBy is null ? default : SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(orderedBy)),
            ReceivedAt = ReceivedAt,
            Retention = retention ?? Retention,
            Metadata = metadata ?? [1, 2, 3],
            Body = body ?? [4, 5, 6, 7],
        };
    }

    /// <summary>Creates the name of another endpoint that no other run uses.</summary>
    public InboxEndpoint NewEndpoint(string name, string provider = Provider) => new(provider, $"{name}-{_id}");

    /// <summary>Gets the first and the second stores in turn, so that races run across both.</summary>
    public InboxProbe Contender(int number) => number % 2 == 0 ? First : Second;

    public Task AdvanceAsync(TimeSpan time) => _fixture.AdvanceAsync(time, CancellationToken).AsTask();

    public Task AdvancePastAsync(TimeSpan time) => AdvanceAsync(time + Leeway);

    public Task AdvanceJustBeforeAsync(TimeSpan time) => AdvanceAsync(time - Leeway);

    /// <summary>Runs an action while the wall clock is wrong.</summary>
    public async Task WithWallClockOffByAsync(TimeSpan step, Func<Task> action)
    {
        await _fixture.StepWallClockAsync(step, CancellationToken);
        try
        {
            await action();
        }
        finally
        {
            await _fixture.StepWallClockAsync(-step, CancellationToken);
        }
    }
}
