namespace Webhooks.Receiver.CueApi;

/// <summary>An agent got a message (<c>message.delivered</c>).</summary>
public sealed record CueApiMessageDelivered : CueApiSubscriptionEvent
{
    /// <inheritdoc/>
    public override string Type => CueApiSubscriptionEventTypes.MessageDelivered;

    /// <summary>The message.</summary>
    public required CueApiMessageDeliveredPayload Payload { get; init; }
}
