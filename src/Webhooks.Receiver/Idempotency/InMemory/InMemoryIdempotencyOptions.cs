namespace Webhooks.Receiver;

/// <summary>Settings of the in-memory store.</summary>
public sealed class InMemoryIdempotencyOptions
{
    /// <summary>
    /// How many keys are kept at most, of all endpoints and tenants together. When full, the oldest completed ones make room before their
    /// retention ends, whichever tenant they belong to.
    /// </summary>
    /// <value>1,000,000.</value>
    public int Capacity { get; set; } = 1_000_000;
}
