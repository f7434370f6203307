namespace Webhooks.Receiver.Testing.Tests;

/// <summary>A store into which a test injects faults, and calls of it.</summary>
internal sealed class FaultyStore
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    public static readonly IdempotencyKey Key = KeyOf("evt_1");
    public static readonly IdempotencyKey OtherKey = KeyOf("evt_2");

    public FaultyStore()
    {
        Inner = new InMemoryIdempotencyStore(timeProvider: Clock);
        Store = new FaultInjectingIdempotencyStore(Inner, Clock);
    }

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryIdempotencyStore Inner { get; }

    public FaultInjectingIdempotencyStore Store { get; }

    public Task<IdempotencyClaim> ClaimAsync() => Store.ClaimAsync(Key, Lease, CancellationToken.None).AsTask();

    public Task CallAsync(IdempotencyOperation operation) => CallAsync(operation, new ClaimToken(1), CancellationToken.None);

    public async Task CallAsync(IdempotencyOperation operation, ClaimToken token, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case IdempotencyOperation.Claim: await Store.ClaimAsync(Key, Lease, cancellationToken); break;
            case IdempotencyOperation.Renew: await Store.RenewAsync(Key, token, Lease, cancellationToken); break;
            case IdempotencyOperation.Complete: await Store.CompleteAsync(Key, token, Lease, cancellationToken); break;
            default: await Store.ReleaseAsync(Key, token, cancellationToken); break;
        }
    }

    private static IdempotencyKey KeyOf(string id) =>
        IdempotencyKey.Create("test", "endpoint", null, DeliveryIdentity.FromSigned(id));
}
