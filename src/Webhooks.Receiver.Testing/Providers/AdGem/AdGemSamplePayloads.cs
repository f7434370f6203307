using Webhooks.Receiver.AdGem;

namespace Webhooks.Receiver.Testing;

/// <summary>
/// What AdGem sends, as UTF-8 bytes: the published examples of <c>offer.removed</c>, <c>player.banned</c> and <c>player.unbanned</c> (AdGem's
/// page "Webhooks"), and the other types with the members of the published schema. Thread-safe.
/// </summary>
/// <remarks>
/// AdGem sends no id: the whole body identifies an event. Each call without an id takes another offer or player, and so makes a new event. Pass
/// the same id again for a retry of an event.
/// </remarks>
public static class AdGemSamplePayloads
{
    /// <summary>The types that AdGem lists, each with a payload.</summary>
    public static IReadOnlyList<string> EventTypes { get; } =
        [
        AdGemEventTypes.OfferCreated, AdGemEventTypes.OfferUpdated, AdGemEventTypes.OfferRemoved, AdGemEventTypes.PlayerBanned,
        AdGemEventTypes.PlayerUnbanned,
    ];

    /// <summary>The payload of an event type; that of <see cref="Unknown"/> for a type that AdGem does not list.</summary>
    /// <param name="eventType">The type as AdGem writes it, such as <c>offer.removed</c>.</param>
    /// <param name="id">The id of the offer or the player; a new one if null.</param>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        return eventType switch
        {
            AdGemEventTypes.OfferCreated => OfferCreated(id),
            AdGemEventTypes.OfferUpdated => OfferUpdated(id),
            AdGemEventTypes.OfferRemoved => OfferRemoved(id),
            AdGemEventTypes.PlayerBanned => PlayerBanned(id),
            AdGemEventTypes.PlayerUnbanned => PlayerUnbanned(id),
            _ => Unknown(id, eventType),
        };
    }

    /// <summary>An <c>offer.created</c>, with the members of the published schema.</summary>
    /// <param name="id">The offer's id; a new one if null.</param>
    public static byte[] OfferCreated(string? id = null) => OfSchema(AdGemEventTypes.OfferCreated, id);

    /// <summary>An <c>offer.updated</c>, with the members of the published schema.</summary>
    /// <param name="id">The offer's id; a new one if null.</param>
    public static byte[] OfferUpdated(string? id = null) => OfSchema(AdGemEventTypes.OfferUpdated, id);

    /// <summary>The published <c>offer.removed</c>.</summary>
    /// <param name="id">The offer's id; a new one if null.</param>
    public static byte[] OfferRemoved(string? id = null) => OfExample(AdGemEventTypes.OfferRemoved, id);

    /// <summary>The published <c>player.banned</c>.</summary>
    /// <param name="id">The player's id; a new one if null.</param>
    public static byte[] PlayerBanned(string? id = null) => OfPlayer(AdGemEventTypes.PlayerBanned, "events from 3 or more countries in 2 days", id);

    /// <summary>The published <c>player.unbanned</c>.</summary>
    /// <param name="id">The player's id; a new one if null.</param>
    public static byte[] PlayerUnbanned(string? id = null) => OfPlayer(AdGemEventTypes.PlayerUnbanned, "removed player ban", id);

    /// <summary>An event of a type that AdGem does not list: what a receiver sees when AdGem adds one.</summary>
    /// <param name="id">The offer's id; a new one if null.</param>
    /// <param name="eventType">The type.</param>
    public static byte[] Unknown(string? id = null, string eventType = "offer.unheard_of") => OfExample(eventType, id);

    private static byte[] OfSchema(string eventType, string? id) => SampleJson.Utf8(
        $$$"""{"type":"{{{eventType}}}","timestamp":"2024-07-11T20:26:10.344522Z","data":{"offerId":{{{Id(id)}}},"appId":1,"campaignId":1}}""");

    private static byte[] OfExample(string eventType, string? id) => SampleJson.Utf8(
        $$$"""{"type":{{{SampleJson.Text(eventType)}}},"timestamp":"2024-07-11T20:26:10.344522Z","data":{"offerId":{{{Id(id)}}}}}""");

    private static byte[] OfPlayer(string eventType, string reason, string? id) => SampleJson.Utf8($$$"""
        {"data":{"player_id":{{{SampleJson.Text(id ?? SampleJson.NewDigits("player", 12))}}},"app_id":1,"ban_reason":"{{{reason}}}",
        "created_at":"2025-01-01T00:00:00.000000Z"},"type":"{{{eventType}}}","timestamp":"2025-01-01T00:00:00.000000Z"}
        """.ReplaceLineEndings(""));

    private static string Id(string? id) => SampleJson.Text(id ?? SampleJson.NewDigits("1", 18));
}
