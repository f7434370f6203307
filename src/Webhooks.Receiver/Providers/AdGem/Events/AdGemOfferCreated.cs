namespace Webhooks.Receiver.AdGem;

/// <summary>A campaign is new for an app, or an existing one has a new offer id (<c>offer.created</c>).</summary>
public sealed record AdGemOfferCreated : AdGemEvent
{
    /// <inheritdoc/>
    public override string Type => AdGemEventTypes.OfferCreated;

    /// <summary>The offer.</summary>
    public required AdGemOfferData Data { get; init; }
}
