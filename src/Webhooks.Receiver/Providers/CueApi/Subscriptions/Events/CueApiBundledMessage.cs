using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>A message in a digest.</summary>
public sealed record CueApiBundledMessage : WebhookObject
{
    /// <summary>The message's id; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? MessageId { get; init; }

    /// <summary>The agent that sent it; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? SenderAgentId { get; init; }

    /// <summary>The subject; null if it has none.</summary>
    public string? Subject { get; init; }

    /// <summary>The priority: one or two; null if it is missing.</summary>
    public int? Priority { get; init; }

    /// <summary>When it was delivered; null if it is missing.</summary>
    public DateTimeOffset? EmittedAt { get; init; }
}
