namespace Webhooks.Receiver.Tests;

/// <summary>A type that keeps nothing besides its members.</summary>
public sealed record ShopOrderPaid : ShopEvent
{
    public override string Type => "order.paid";

    public required string OrderId { get; init; }

    public decimal? Total { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    public ShopCustomer? Customer { get; init; }

    public IReadOnlyList<int>? Lines { get; init; }
}
