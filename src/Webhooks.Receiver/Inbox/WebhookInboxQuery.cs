namespace Webhooks.Receiver;

/// <summary>Which inbox items to list. Null means any.</summary>
public sealed record WebhookInboxQuery
{
    /// <summary>The greatest value of <see cref="Limit"/>.</summary>
    public const int MaxLimit = 1000;

    /// <summary>The state.</summary>
    public WebhookInboxState? State { get; init; }

    /// <summary>The provider's name.</summary>
    public string? Provider { get; init; }

    /// <summary>The endpoint's name.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The tenant's id.</summary>
    public string? Tenant { get; init; }

    /// <summary>The event's type.</summary>
    public string? EventType { get; init; }

    /// <summary>For the next page: the id of the last item of the page before. Only items with greater ids are listed.</summary>
    /// <value>Zero: the first page.</value>
    public long AfterId { get; init; }

    /// <summary>The greatest number of items, 1 to <see cref="MaxLimit"/>.</summary>
    /// <value>100.</value>
    public int Limit { get; init; } = 100;
}
