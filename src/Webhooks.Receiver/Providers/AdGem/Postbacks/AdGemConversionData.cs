using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

/// <summary>The data of a postback. A member that is missing is null.</summary>
public sealed record AdGemConversionData : WebhookObject
{
    /// <summary>The app's id at AdGem.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? AppId { get; init; }

    /// <summary>The campaign's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? CampaignId { get; init; }

    /// <summary>The player's id in your app: whom to credit.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string PlayerId { get; init; }

    /// <summary>The amount of virtual currency for the player. AdGem documents that it can be empty; then it is null: credit nothing.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The revenue that the conversion earned you.</summary>
    public decimal? Payout { get; init; }

    /// <summary>Whether all goals of the campaign are completed. Sent as a number in AdGem's example.</summary>
    public bool? AllGoalsCompleted { get; init; }

    /// <summary>The conversion's id at AdGem.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? ConversionId { get; init; }

    /// <summary>The version of your app in which the player clicked.</summary>
    public string? AppVersion { get; init; }

    /// <summary>The ad unit in which the player clicked, such as <c>offerwall</c>.</summary>
    public string? AdType { get; init; }

    /// <summary>The country's ISO code.</summary>
    public string? Country { get; init; }

    /// <summary>Your first custom value.</summary>
    public string? C1 { get; init; }

    /// <summary>Your second custom value.</summary>
    public string? C2 { get; init; }

    /// <summary>Your third custom value.</summary>
    public string? C3 { get; init; }

    /// <summary>Your fourth custom value.</summary>
    public string? C4 { get; init; }

    /// <summary>Your fifth custom value.</summary>
    public string? C5 { get; init; }

    /// <summary>The Google advertising id.</summary>
    public string? Gaid { get; init; }

    /// <summary>The Apple advertising id.</summary>
    public string? Idfa { get; init; }

    /// <summary>The player's IP address.</summary>
    public string? Ip { get; init; }

    /// <summary>The version of the player's operating system.</summary>
    public string? OsVersion { get; init; }

    /// <summary>The player's platform, such as <c>iOS</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>The player's state or region.</summary>
    public string? State { get; init; }

    /// <summary>When the player clicked, as AdGem writes it: <c>2024-07-15 10:39:55</c>, without a zone. Its table for version 2 says EST.</summary>
    public string? ClickDatetime { get; init; }

    /// <summary>When the player completed the goal, written like <see cref="ClickDatetime"/>.</summary>
    public string? ConversionDatetime { get; init; }

    /// <summary>The goal's name.</summary>
    public string? GoalName { get; init; }

    /// <summary>The goal's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? GoalId { get; init; }

    /// <summary>The offer's name.</summary>
    public string? OfferName { get; init; }

    /// <summary>What is paid for, such as <c>CPA</c>.</summary>
    public string? TrackingType { get; init; }

    /// <summary>Whether the offer allows several conversions.</summary>
    public bool? AllowMultipleConversions { get; init; }

    /// <summary>The app's id in its store.</summary>
    public string? StoreId { get; init; }

    /// <summary>The offer's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? OfferId { get; init; }

    /// <summary>Whether the conversion is rewarded; null if it is missing.</summary>
    public AdGemConversionType? ConversionType { get; init; }
}
