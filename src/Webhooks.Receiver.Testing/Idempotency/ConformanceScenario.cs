using System.Security.Cryptography;
using Webhooks.Receiver.Storage;

namespace Webhooks.Receiver.Testing;

/// <summary>One run of one case: the store for a claim's owner and for its rivals, the clock, and new keys.</summary>
internal sealed class ConformanceScenario
{
    /// <summary>Several minutes, so that a slow machine does not affect a store with its own clock.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    /// <summary>How far before or after the end of a lease or retention a case checks.</summary>
    public static readonly TimeSpan Leeway = TimeSpan.FromMinutes(1);

    private readonly IdempotencyStoreFixture _fixture;
    private readonly string _id = RandomNumberGenerator.GetHexString(32);
    private int _keys;

    private ConformanceScenario(
        string caseName,
        IdempotencyStoreFixture fixture,
        IIdempotencyStore owner,
        IIdempotencyStore rival,
        CancellationToken cancellationToken)
    {
        _fixture = fixture;
        Check = new ConformanceCheck(caseName);
        Owner = new StoreProbe(owner, Check, cancellationToken);
        Rival = new StoreProbe(rival, Check, cancellationToken);
        CancellationToken = cancellationToken;
    }

    public ConformanceCheck Check { get; }

    public StoreProbe Owner { get; }

    /// <summary>The same data through a second store, if the fixture has one.</summary>
    public StoreProbe Rival { get; }

    public CancellationToken CancellationToken { get; }

    public int Contenders => Math.Max(2, _fixture.MaxParallelism);

    public int Rounds => Math.Max(1, _fixture.RaceRounds);

    public static async Task<ConformanceScenario> StartAsync(
        string caseName, IdempotencyStoreFixture fixture, CancellationToken cancellationToken)
    {
        IIdempotencyStore store = await fixture.CreateStoreAsync(cancellationToken);
        IIdempotencyStore? second = await fixture.OpenSecondStoreAsync(cancellationToken);
        return new ConformanceScenario(caseName, fixture, store, second ?? store, cancellationToken);
    }

    /// <summary>Creates a key that no other run uses, so that a store may keep its data between runs.</summary>
    public IdempotencyKey NewKey() => CreateKey(DeliveryIdentity.FromSigned($"{_id}-{_keys++}"));

    public static IdempotencyKey CreateKey(
        DeliveryIdentity identity, string provider = "conformance", string endpoint = "endpoint", string? tenant = null) =>
        IdempotencyKey.Create(provider, endpoint, tenant, identity);

    /// <summary>Creates a text that no other run uses.</summary>
    public string Unique(string text) => $"{text}-{_id}";

    /// <summary>Gets the owner and the rival in turn, so that races run across both stores.</summary>
    public StoreProbe Contender(int number) => number % 2 == 0 ? Owner : Rival;

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
