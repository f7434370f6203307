namespace Webhooks.Receiver.AdGem;

/// <summary>An offer is no longer available to new players (<c>offer.removed</c>). It may come back, so this state is not final.</summary>
public sealed record AdGemOfferRemoved : AdGemEvent
{
    /// <inheritdoc/>
    public override string Type => AdGemEventTypes.OfferRemoved;

    /// <summary>The offer.</summary>
    public required AdGemOfferData Data { get; init; }
}
