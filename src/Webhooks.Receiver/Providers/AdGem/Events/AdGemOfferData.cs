using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

/// <summary>The data of an offer event.</summary>
public sealed record AdGemOfferData : WebhookObject
{
    /// <summary>The offer's id: up to 19 digits, which no floating-point number holds.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string OfferId { get; init; }

    /// <summary>The app's id. In AdGem's published schema, absent from its examples.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? AppId { get; init; }

    /// <summary>The campaign's id. In AdGem's published schema, absent from its examples.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? CampaignId { get; init; }
}
