using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>The digest of a <c>message.digest</c>.</summary>
public sealed record CueApiMessageDigestPayload : WebhookObject
{
    /// <summary>The agent that the messages are for; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? RecipientAgentId { get; init; }

    /// <summary>When the oldest event in it happened; null if it is missing.</summary>
    public DateTimeOffset? DigestPeriodStart { get; init; }

    /// <summary>When the digest was made; null if it is missing.</summary>
    public DateTimeOffset? DigestPeriodEnd { get; init; }

    /// <summary>How many messages it has; null if it is missing.</summary>
    public int? BundleCount { get; init; }

    /// <summary>The messages, without their texts; null if they are missing.</summary>
    public IReadOnlyList<CueApiBundledMessage>? BundledMessages { get; init; }
}
