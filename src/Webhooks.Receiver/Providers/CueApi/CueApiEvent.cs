using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// A callback sent by CueAPI: a <see cref="CueApiExecution"/>, or a <see cref="CueApiUnknownEvent"/>. Its payload is your own.
/// </summary>
/// <remarks>
/// The released server sends an envelope with ids and payload; the documentation shows the bare payload. In an envelope everything is
/// signed. With a bare payload, the ids, the schedule and the attempt come from headers that are not signed: see <see cref="IsSigned"/>.
/// </remarks>
public abstract record CueApiEvent : WebhookObject, IWebhookEvent<CueApiEvent>
{
    // Only types of this assembly: a switch over them is complete.
    private protected CueApiEvent()
    {
    }

    /// <summary>CueAPI, as a provider.</summary>
    public static WebhookProvider<CueApiEvent> Provider { get; } = new CueApiProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>Always <c>execution</c>: CueAPI has one type.</summary>
    [JsonIgnore]
    public string Type => CueApiProvider.ExecutionType;

    /// <summary>The execution's id: the same on every retry, another on every replay. It identifies the event. Opaque.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string ExecutionId { get; init; }

    /// <summary>The cue's id, such as <c>cue_abc123def456</c>; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? CueId { get; init; }

    /// <summary>The cue's name, which may be empty; null with a bare payload.</summary>
    public string? Name { get; init; }

    /// <summary>When the execution was scheduled, not when it was signed; null if it is missing or not a time.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>The number of the attempt, starting at one; null if it is missing.</summary>
    public int? Attempt { get; init; }

    /// <summary>
    /// Your payload as raw JSON; read it with <c>e.Payload.Deserialize(MyJsonContext.Default.DailySync)</c>, or map
    /// <see cref="CueApiEvent{TPayload}"/>. Undefined if an envelope could not be read.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement Payload { get; init; }

    /// <summary>
    /// Whether the ids, the schedule and the attempt come from the signed body. If not, anyone who can change the request can change them.
    /// </summary>
    [JsonIgnore]
    public bool IsSigned { get; init; } = true;
}
