namespace Webhooks.Receiver.CueApi;

/// <summary>The headers that CueAPI sends ("Webhook Setup"). Only the first two are covered by the signature.</summary>
public static class CueApiHeaders
{
    /// <summary>The signature: <c>v1=</c> and 64 hexadecimal digits.</summary>
    public const string Signature = "X-CueAPI-Signature";

    /// <summary>When the delivery was signed, in Unix seconds; new for each attempt.</summary>
    public const string Timestamp = "X-CueAPI-Timestamp";

    /// <summary>The cue's id. Unsigned.</summary>
    public const string CueId = "X-CueAPI-Cue-Id";

    /// <summary>The execution's id. Unsigned.</summary>
    public const string ExecutionId = "X-CueAPI-Execution-Id";

    /// <summary>When the execution was scheduled, in ISO 8601. Unsigned.</summary>
    public const string ScheduledFor = "X-CueAPI-Scheduled-For";

    /// <summary>Which attempt this is, starting at one. Unsigned.</summary>
    public const string Attempt = "X-CueAPI-Attempt";
}
