namespace Webhooks.Receiver.CueApi;

/// <summary>The types of events that CueAPI's server knows.</summary>
public static class CueApiSubscriptionEventTypes
{
    /// <summary>An agent got a message.</summary>
    public const string MessageDelivered = "message.delivered";

    /// <summary>A digest of messages with low priority.</summary>
    public const string MessageDigest = "message.digest";

    /// <summary>An agent passed the turn.</summary>
    public const string TurnPass = "turn.pass";
}
