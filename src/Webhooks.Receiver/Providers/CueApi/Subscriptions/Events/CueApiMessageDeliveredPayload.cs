using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>The message of a <c>message.delivered</c>.</summary>
public sealed record CueApiMessageDeliveredPayload : WebhookObject
{
    /// <summary>The message's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string MessageId { get; init; }

    /// <summary>The agent that sent it; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? SenderAgentId { get; init; }

    /// <summary>The agent that it is for; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? RecipientAgentId { get; init; }

    /// <summary>The thread's id; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? ThreadId { get; init; }

    /// <summary>The id of the message that it replies to; null if it is no reply.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The priority, from one to five; null if it is missing.</summary>
    public int? Priority { get; init; }

    /// <summary>The sender's own id for a request and its response; null if there is none.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? CorrelationId { get; init; }

    /// <summary>The subject; null if it has none.</summary>
    public string? Subject { get; init; }

    /// <summary>The text, if the subscription asks for it and it has up to 32 KiB; otherwise null.</summary>
    public string? Body { get; init; }

    /// <summary>Why the text was left out, such as <c>size_too_large</c>; null if it was not.</summary>
    public string? BodyOmitted { get; init; }

    /// <summary>The size of a text that was left out; otherwise null.</summary>
    public long? BodySizeBytes { get; init; }
}
