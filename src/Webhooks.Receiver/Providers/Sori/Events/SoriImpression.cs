using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Sori;

/// <summary>A campaign was recognized and displayed on a device (<c>impression</c>).</summary>
public sealed record SoriImpression : SoriEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event_type")]
    public override string Type => SoriEventTypes.Impression;

    /// <summary>The recognized material's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? MaterialId { get; init; }

    /// <summary>The recognized material's name.</summary>
    public string? MaterialName { get; init; }
}
