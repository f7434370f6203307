namespace Webhooks.Receiver;

/// <summary>Options of the in-memory store.</summary>
public sealed class InMemoryIdempotencyOptions
{
    /// <summary>
    /// The greatest number of keys, of all endpoints and tenants together. If the store is full, the oldest completed keys are
    /// evicted before their retention ends, whichever tenant they belong to.
    /// </summary>
    /// <value>1,000,000.</value>
    public int Capacity { get; set; } = 1_000_000;
}
