using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// A callback sent by CueAPI with your payload read: a <see cref="CueApiExecution{TPayload}"/>, or a
/// <see cref="CueApiUnknownEvent{TPayload}"/> if the payload has another shape.
/// </summary>
/// <typeparam name="TPayload">Your payload; its <c>JsonTypeInfo</c> is registered with <c>AddCueApiPayload</c>.</typeparam>
public abstract record CueApiEvent<TPayload> : IWebhookEvent<CueApiEvent<TPayload>>
    where TPayload : class
{
    private protected CueApiEvent(CueApiEvent untyped) => Untyped = untyped;

    /// <summary>CueAPI, as a provider of events with this payload.</summary>
    public static WebhookProvider<CueApiEvent<TPayload>> Provider { get; } = new CueApiProvider<TPayload>();

    /// <summary>The event with its payload as raw JSON.</summary>
    public CueApiEvent Untyped { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity
    {
        get => Untyped.Identity;
        set => Untyped.Identity = value;
    }

    /// <inheritdoc cref="CueApiEvent.Type"/>
    public string Type => Untyped.Type;

    /// <inheritdoc cref="CueApiEvent.ExecutionId"/>
    public string ExecutionId => Untyped.ExecutionId;

    /// <summary>Your payload; null in a <see cref="CueApiUnknownEvent{TPayload}"/> only.</summary>
    public virtual TPayload? Payload => null;

    /// <summary>The payload as raw JSON.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement RawPayload => Untyped.Payload;

    /// <summary>Returns the name of the type only: a body must not get into a log.</summary>
    public sealed override string ToString() => GetType().Name;
}
