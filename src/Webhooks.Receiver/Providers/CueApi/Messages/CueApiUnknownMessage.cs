using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// An authentic event of a type that its header names and this version does not know, or a message in a shape that this version cannot read
/// (<see cref="ReadError"/>). All of its JSON is kept.
/// </summary>
public sealed record CueApiUnknownMessage : CueApiMessage, IUnknownWebhookEvent
{
    /// <summary>Creates an event.</summary>
    /// <param name="type">The event's type.</param>
    public CueApiUnknownMessage(string type) => Type = type;

    /// <inheritdoc cref="CueApiMessage.Type"/>
    [JsonIgnore]
    public override string Type { get; }

    /// <summary>The whole event as raw JSON.</summary>
    public required JsonElement Json { get; init; }

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; init; }
}
