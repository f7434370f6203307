using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>An agent passed the turn (<c>turn.pass</c>).</summary>
public sealed record CueApiTurnPass : CueApiSubscriptionEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event_type")]
    public override string Type => CueApiSubscriptionEventTypes.TurnPass;

    /// <summary>The payload as raw JSON: no public source has one; undefined if it is missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement Payload { get; init; }
}
