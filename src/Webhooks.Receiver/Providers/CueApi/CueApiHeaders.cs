namespace Webhooks.Receiver.CueApi;

/// <summary>The headers that CueAPI sends. The signature covers only the timestamp.</summary>
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

    /// <summary>The signature of an alert as CueAPI's hosted documentation names it; its server sends <see cref="Signature"/>.</summary>
    public const string AlertSignature = "X-CueAPI-Alert-Signature";

    /// <summary>When an alert was signed as CueAPI's hosted documentation names it; its server sends <see cref="Timestamp"/>. Signed.</summary>
    public const string AlertTimestamp = "X-CueAPI-Alert-Timestamp";

    /// <summary>An alert's id. Unsigned.</summary>
    public const string AlertId = "X-CueAPI-Alert-Id";

    /// <summary>An alert's type. Unsigned.</summary>
    public const string AlertType = "X-CueAPI-Alert-Type";

    /// <summary>The type of a message's event, such as <c>message.created</c>. Unsigned.</summary>
    public const string EventType = "X-CueAPI-Event-Type";

    /// <summary>A message's id. Unsigned.</summary>
    public const string MessageId = "X-CueAPI-Message-Id";

    /// <summary>The id of the agent that a message is for. Unsigned.</summary>
    public const string AgentId = "X-CueAPI-Agent-Id";

    /// <summary>The id of a message's thread. Unsigned.</summary>
    public const string ThreadId = "X-CueAPI-Thread-Id";

    /// <summary>How many events a batch has. Unsigned.</summary>
    public const string EventCount = "X-CueAPI-Event-Count";
}
