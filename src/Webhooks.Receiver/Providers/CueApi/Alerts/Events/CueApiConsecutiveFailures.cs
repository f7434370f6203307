using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>Several executions of a cue in a row have failed (<c>consecutive_failures</c>).</summary>
public sealed record CueApiConsecutiveFailures : CueApiAlert
{
    /// <inheritdoc/>
    [JsonPropertyName("alert_type")]
    public override string Type => CueApiAlertTypes.ConsecutiveFailures;
}
