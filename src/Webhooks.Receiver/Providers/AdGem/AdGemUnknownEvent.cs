using System.Text.Json;

namespace Webhooks.Receiver.AdGem;

/// <summary>
/// A genuine event of a type this version does not know, or of a known type in a shape it cannot read
/// (<see cref="ReadError"/>). Nothing of it is lost.
/// </summary>
public sealed record AdGemUnknownEvent : AdGemEvent, IUnknownWebhookEvent
{
    /// <summary>Makes an event.</summary>
    /// <param name="type">The event's type as on the wire.</param>
    public AdGemUnknownEvent(string type) => Type = type;

    /// <inheritdoc cref="AdGemEvent.Type"/>
    public override string Type { get; }

    /// <summary>The event's data as raw JSON; <see cref="JsonValueKind.Undefined"/> where it has none.</summary>
    public JsonElement Data => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("data"u8, out JsonElement data) ? data : default;

    /// <summary>The whole event as raw JSON.</summary>
    public required JsonElement Json { get; init; }

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; init; }
}
