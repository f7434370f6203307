using System.Text.Json;

namespace Webhooks.Receiver.CueApi;

/// <summary>An agent passed the turn (<c>turn.pass</c>).</summary>
public sealed record CueApiTurnPass : CueApiSubscriptionEvent
{
    /// <inheritdoc/>
    public override string Type => CueApiSubscriptionEventTypes.TurnPass;

    /// <summary>The payload as raw JSON: no public source has one; undefined if it is missing.</summary>
    public JsonElement Payload { get; init; }
}
