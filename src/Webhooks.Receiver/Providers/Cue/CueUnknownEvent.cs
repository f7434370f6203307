using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>
/// An authentic event of an unknown type, or of a known type in a shape that this version cannot read (<see cref="ReadError"/>). All of its
/// JSON is kept.
/// </summary>
public sealed record CueUnknownEvent : CueEvent, IUnknownWebhookEvent
{
    /// <summary>Creates an event.</summary>
    /// <param name="type">The event's type as on the wire.</param>
    public CueUnknownEvent(string type) => Type = type;

    /// <inheritdoc cref="CueEvent.Type"/>
    public override string Type { get; }

    /// <summary>The event's data as raw JSON; <see cref="JsonValueKind.Undefined"/> if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement Data => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("data"u8, out JsonElement data) ? data : default;

    /// <summary>The whole event as raw JSON.</summary>
    public required JsonElement Json { get; init; }

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; init; }
}
