using Webhooks.Receiver.CueApi;

namespace Webhooks.Receiver.Testing;

/// <summary>The alerts that CueAPI sends, as UTF-8 bytes: as its released server (cueapi/cueapi-core) writes them. Thread-safe.</summary>
/// <remarks>Each call without an id makes a new alert. Pass the same id again for the same alert.</remarks>
public static class CueApiAlertSamplePayloads
{
    /// <summary>The types that CueAPI's server creates, each with a payload.</summary>
    public static IReadOnlyList<string> EventTypes { get; } =
        [CueApiAlertTypes.OutcomeTimeout, CueApiAlertTypes.VerificationFailed, CueApiAlertTypes.ConsecutiveFailures];

    /// <summary>The payload of an alert; one of an unknown type if CueAPI's server does not create the type.</summary>
    /// <param name="eventType">The type as CueAPI writes it, such as <c>outcome_timeout</c>.</param>
    /// <param name="id">The alert's id; a new one if null.</param>
    public static byte[] Create(string eventType, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventType);
        string metadata = eventType switch
        {
            CueApiAlertTypes.VerificationFailed => """{"outcome_state": "verification_failed", "transport": "webhook"}""",
            CueApiAlertTypes.ConsecutiveFailures => """{"consecutive_failures": 3}""",
            _ => "{}",
        };
        return SampleJson.Utf8($$$"""
            {"alert_id": {{{SampleJson.Text(id ?? SampleJson.NewUuid())}}}, "alert_type": {{{SampleJson.Text(eventType)}}},
            "created_at": "2026-05-01T00:00:00+00:00", "cue_id": "cue_abc123def456",
            "execution_id": "550e8400-e29b-41d4-a716-446655440000", "message": "An alert of a test.",
            "metadata": {{{metadata}}}, "severity": "warning"}
            """.ReplaceLineEndings(" "));
    }
}
