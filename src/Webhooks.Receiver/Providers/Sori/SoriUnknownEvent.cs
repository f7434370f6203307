using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Sori;

/// <summary>
/// An event of a type this version does not know, or of a known type in a shape it cannot read
/// (<see cref="ReadError"/>). Nothing of it is lost.
/// </summary>
public sealed record SoriUnknownEvent : SoriEvent, IUnknownWebhookEvent
{
    /// <summary>Makes an event.</summary>
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
