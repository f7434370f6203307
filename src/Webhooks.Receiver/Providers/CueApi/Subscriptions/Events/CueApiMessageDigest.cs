using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>A digest of messages with low priority (<c>message.digest</c>).</summary>
public sealed record CueApiMessageDigest : CueApiSubscriptionEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event_type")]
    public override string Type => CueApiSubscriptionEventTypes.MessageDigest;

    /// <summary>The digest.</summary>
    public required CueApiMessageDigestPayload Payload { get; init; }
}
