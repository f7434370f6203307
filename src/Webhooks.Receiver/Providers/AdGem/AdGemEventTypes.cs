namespace Webhooks.Receiver.AdGem;

/// <summary>The offer events that AdGem lists ("Offer Event Webhooks").</summary>
public static class AdGemEventTypes
{
    /// <summary>A campaign is new for an app, or an existing one has a new offer id.</summary>
    public const string OfferCreated = "offer.created";

    /// <summary>A campaign's metadata or ad copy changed.</summary>
    public const string OfferUpdated = "offer.updated";

    /// <summary>An offer is no longer available to new players. It may come back.</summary>
    public const string OfferRemoved = "offer.removed";
}
