using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>An agent got a message (<c>message.delivered</c>).</summary>
public sealed record CueApiMessageDelivered : CueApiSubscriptionEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event_type")]
    public override string Type => CueApiSubscriptionEventTypes.MessageDelivered;

    /// <summary>The message.</summary>
    public required CueApiMessageDeliveredPayload Payload { get; init; }
}
