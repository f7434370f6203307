namespace Webhooks.Receiver.Tests;

public sealed record ShopCustomer : WebhookObject
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Not set by the serializer.</summary>
    public int TagCount => Tags?.Count ?? 0;
}
