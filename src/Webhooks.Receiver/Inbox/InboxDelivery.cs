namespace Webhooks.Receiver.Storage;

/// <summary>An authenticated delivery as the inbox stores it.</summary>
public sealed class InboxDelivery
{
    /// <summary>The idempotency key of the event. The store keeps its bytes.</summary>
    public required IdempotencyKey Key { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The tenant's id; null if the endpoint has no tenants. Contains no NUL and no lone surrogate.</summary>
    public string? Tenant { get; init; }

    /// <summary>
    /// The event's type, for people who look at the inbox. Text from the body, at most 200 characters, without NUL and lone
    /// surrogates.
    /// </summary>
    public required string EventType { get; init; }

    /// <summary>
    /// A hash of the ordering key: items of one endpoint with equal ones are handled one after the other, in the order in which they
    /// were stored. Empty for no order.
    /// </summary>
    public ReadOnlyMemory<byte> OrderingKey { get; init; }

    /// <summary>When the delivery arrived, by the clock of the receiving machine.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>How long the key stays completed after the event was handled, or after its item was deleted.</summary>
    public required TimeSpan Retention { get; init; }

    /// <summary>Headers, times and trace context, in a format of the receiver's own. The store returns the bytes as they are.</summary>
    public required ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The raw body. The store returns the bytes as they are.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Returns provider and <see cref="IdempotencyKey.ShortName"/>, which are safe to log.</summary>
    public override string ToString() => $"{Provider} {Key.ShortName}";
}
