namespace Webhooks.Receiver.AdGem;

/// <summary>The offer and player events that AdGem lists ("Webhooks").</summary>
public static class AdGemEventTypes
{
    /// <summary>A campaign is new for an app, or an existing one has a new offer id.</summary>
    public const string OfferCreated = "offer.created";

    /// <summary>A campaign's metadata or ad copy changed.</summary>
    public const string OfferUpdated = "offer.updated";

    /// <summary>An offer is no longer available to new players. It may come back.</summary>
    public const string OfferRemoved = "offer.removed";

    /// <summary>A player was suspended.</summary>
    public const string PlayerBanned = "player.banned";

    /// <summary>A player's suspension was lifted.</summary>
    public const string PlayerUnbanned = "player.unbanned";
}
