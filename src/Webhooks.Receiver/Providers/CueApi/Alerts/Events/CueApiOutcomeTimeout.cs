using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>No outcome of an execution was reported in time (<c>outcome_timeout</c>).</summary>
public sealed record CueApiOutcomeTimeout : CueApiAlert
{
    /// <inheritdoc/>
    [JsonPropertyName("alert_type")]
    public override string Type => CueApiAlertTypes.OutcomeTimeout;
}
