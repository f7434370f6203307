using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Sori;

/// <summary>
/// An event of an unknown type, or of a known type in a shape that this version cannot read (<see cref="ReadError"/>). All of its JSON is
/// kept.
/// </summary>
public sealed record SoriUnknownEvent : SoriEvent, IUnknownWebhookEvent
{
    /// <summary>Creates an event.</summary>
    /// <param name="type">The event's type as on the wire.</param>
    public SoriUnknownEvent(string type) => Type = type;

    /// <inheritdoc cref="SoriEvent.Type"/>
    [JsonPropertyName("event_type")]
    public override string Type { get; }

    /// <summary>The whole event as raw JSON.</summary>
    public required JsonElement Json { get; init; }

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; init; }
}
