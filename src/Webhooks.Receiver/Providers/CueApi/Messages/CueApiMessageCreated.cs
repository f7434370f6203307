using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>A message for one of your agents (<c>message.created</c>).</summary>
public sealed record CueApiMessageCreated : CueApiMessage
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Type => CueApiMessageProvider.CreatedType;

    /// <summary>The agent that sent it.</summary>
    public required CueApiAgentAddress From { get; init; }

    /// <summary>The agent that it is for.</summary>
    public required CueApiAgentAddress To { get; init; }

    /// <summary>The thread's id: that of its first message; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? ThreadId { get; init; }

    /// <summary>The id of the message that it replies to; null if it is no reply.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The subject; null if it has none.</summary>
    public string? Subject { get; init; }

    /// <summary>The text, of up to 32,768 bytes.</summary>
    public required string Body { get; init; }

    /// <summary>The priority, from one to five; null if it is missing.</summary>
    public int? Priority { get; init; }

    /// <summary>Whether the sender expects a reply; null if it is missing.</summary>
    public bool? ExpectsReply { get; init; }

    /// <summary>The id of the agent to reply to, if it is not the sender; otherwise null.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? ReplyToAgentId { get; init; }

    /// <summary>The sender's own values as raw JSON; undefined if they are missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement Metadata { get; init; }

    /// <summary>When it was created, which is before it was sent if it was scheduled; null if it is missing.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
