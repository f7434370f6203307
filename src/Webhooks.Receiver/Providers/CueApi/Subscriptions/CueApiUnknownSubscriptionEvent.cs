using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// An authentic event of an unknown type, or of a known type in a shape that this version cannot read (<see cref="ReadError"/>). All of its
/// JSON is kept.
/// </summary>
public sealed record CueApiUnknownSubscriptionEvent : CueApiSubscriptionEvent, IUnknownWebhookEvent
{
    /// <summary>Creates an event.</summary>
    /// <param name="type">The event's type as on the wire.</param>
    public CueApiUnknownSubscriptionEvent(string type) => Type = type;

    /// <inheritdoc cref="CueApiSubscriptionEvent.Type"/>
    [JsonPropertyName("event_type")]
    public override string Type { get; }

    /// <summary>The payload as raw JSON; <see cref="JsonValueKind.Undefined"/> if it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement Payload => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("payload"u8, out JsonElement payload) ? payload : default;

    /// <summary>The whole event as raw JSON.</summary>
    public required JsonElement Json { get; init; }

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; init; }
}
