namespace Webhooks.Receiver.AdGem;

/// <summary>A campaign's metadata or ad copy changed (<c>offer.updated</c>).</summary>
public sealed record AdGemOfferUpdated : AdGemEvent
{
    /// <inheritdoc/>
    public override string Type => AdGemEventTypes.OfferUpdated;

    /// <summary>The offer.</summary>
    public required AdGemOfferData Data { get; init; }
}
