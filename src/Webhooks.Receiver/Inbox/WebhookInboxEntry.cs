namespace Webhooks.Receiver;

/// <summary>An inbox item as it was at one moment.</summary>
public sealed class WebhookInboxEntry
{
    /// <summary>The item's id, which grows with the order in which items were stored.</summary>
    public required long Id { get; init; }

    /// <summary>The state.</summary>
    public required WebhookInboxState State { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The tenant's id; null if the endpoint has no tenants.</summary>
    public string? Tenant { get; init; }

    /// <summary>The event's type, cut to 200 characters.</summary>
    public required string EventType { get; init; }

    /// <summary>The first eight hexadecimal digits of the idempotency key, by which logs identify the delivery.</summary>
    public required string KeyShortName { get; init; }

    /// <summary>When the delivery arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The number of attempts so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>
    /// When the next attempt is due, if the item is pending; when its lease ends, if it is running; otherwise null. May also be null while
    /// the item waits for an older one with the same ordering key.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The type of the last attempt's error; null if no attempt failed.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The message of the last attempt's error; null if no attempt failed.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The raw body; null in a list.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Returns provider and <see cref="KeyShortName"/>, which are safe to log.</summary>
    public override string ToString() => $"{Provider} {KeyShortName}";
}
