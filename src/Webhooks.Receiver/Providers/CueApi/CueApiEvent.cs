using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// A callback sent by CueAPI: a <see cref="CueApiExecution"/>, or a <see cref="CueApiUnknownEvent"/>. Its payload is your own.
/// </summary>
/// <remarks>
/// The released server sends an envelope with the ids beside the payload; the documentation shows the bare payload. With an
/// envelope everything here is signed. With a bare payload the ids, the schedule and the attempt come from headers that nobody
/// signs: <see cref="IsSigned"/> tells.
/// </remarks>
public abstract record CueApiEvent : WebhookObject, IWebhookEvent<CueApiEvent>
{
    // Only the types of this room: a switch over them is complete.
    private protected CueApiEvent()
    {
    }

    /// <summary>CueAPI, as a provider.</summary>
    public static WebhookProvider<CueApiEvent> Provider { get; } = new CueApiProvider();

    /// <summary>CueAPI names no types: always <c>execution</c>.</summary>
    [JsonIgnore]
    public string Type => CueApiProvider.ExecutionType;

    /// <summary>The execution's id: the same on every retry, another on every replay. It identifies the event. Opaque.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string ExecutionId { get; init; }

    /// <summary>The cue's id, such as <c>cue_abc123def456</c>; null where nobody says.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? CueId { get; init; }

    /// <summary>The cue's name, which may be empty; null with a bare payload.</summary>
    public string? Name { get; init; }

    /// <summary>When the execution was scheduled; null where nobody says or the text is no time. Not when it was signed.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Which attempt this is, starting at one; null where nobody says.</summary>
    public int? Attempt { get; init; }

    /// <summary>
    /// Your payload as raw JSON; read it with <c>e.Payload.Deserialize(MyJsonContext.Default.DailySync)</c>, or map
    /// <see cref="CueApiEvent{TPayload}"/>. Of no kind where an envelope could not be read.
    /// </summary>
    public JsonElement Payload { get; init; }

    /// <summary>Whether the ids, the schedule and the attempt come from the signed body. Where not, anybody on the way may have written them.</summary>
    [JsonIgnore]
    public bool IsSigned { get; init; } = true;
}
