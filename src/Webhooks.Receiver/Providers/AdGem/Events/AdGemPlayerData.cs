using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

/// <summary>The data of a player event. Its names are written in snake_case, unlike those of offer events.</summary>
public sealed record AdGemPlayerData : WebhookObject
{
    /// <summary>The player's id in your app.</summary>
    [JsonPropertyName("player_id")]
    [JsonConverter(typeof(IdJsonConverter))]
    public required string PlayerId { get; init; }

    /// <summary>The app's id at AdGem; null if it is missing.</summary>
    [JsonPropertyName("app_id")]
    [JsonConverter(typeof(IdJsonConverter))]
    public string? AppId { get; init; }

    /// <summary>Why the player was suspended, or that the suspension was lifted; null if it is missing.</summary>
    [JsonPropertyName("ban_reason")]
    public string? BanReason { get; init; }

    /// <summary>When it happened at AdGem; null if it is missing.</summary>
    [JsonPropertyName("created_at")]
    public DateTimeOffset? CreatedAt { get; init; }
}
