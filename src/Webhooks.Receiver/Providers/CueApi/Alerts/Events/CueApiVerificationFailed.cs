using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>An execution was reported as a success, but lacks the required evidence (<c>verification_failed</c>).</summary>
public sealed record CueApiVerificationFailed : CueApiAlert
{
    /// <inheritdoc/>
    [JsonPropertyName("alert_type")]
    public override string Type => CueApiAlertTypes.VerificationFailed;
}
