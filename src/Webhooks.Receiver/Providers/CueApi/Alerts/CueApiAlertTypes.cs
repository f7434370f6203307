namespace Webhooks.Receiver.CueApi;

/// <summary>The types of alerts that CueAPI's server creates.</summary>
public static class CueApiAlertTypes
{
    /// <summary>No outcome of an execution was reported in time.</summary>
    public const string OutcomeTimeout = "outcome_timeout";

    /// <summary>An execution was reported as a success, but lacks the required evidence.</summary>
    public const string VerificationFailed = "verification_failed";

    /// <summary>Several executions of a cue in a row have failed.</summary>
    public const string ConsecutiveFailures = "consecutive_failures";
}
