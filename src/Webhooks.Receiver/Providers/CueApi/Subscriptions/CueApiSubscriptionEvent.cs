using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// An event of a subscription at CueAPI: one of the three known types, or a <see cref="CueApiUnknownSubscriptionEvent"/>. A delivery brings up to 50
/// of them, and each is handled by itself.
/// </summary>
public abstract record CueApiSubscriptionEvent : WebhookObject, IWebhookEvent<CueApiSubscriptionEvent>
{
    // Only types of this assembly: a switch over them and the unknown event is complete.
    private protected CueApiSubscriptionEvent()
    {
    }

    /// <summary>CueAPI's event batches, as a provider.</summary>
    public static WebhookProvider<CueApiSubscriptionEvent> Provider { get; } = new CueApiSubscriptionProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>The event's type as on the wire; one of <see cref="CueApiSubscriptionEventTypes"/> unless the event is unknown.</summary>
    [JsonPropertyName("event_type")]
    public abstract string Type { get; }

    /// <summary>The event's id, a whole number. Signed, and the same in every batch: it identifies the event.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string Id { get; init; }

    /// <summary>When it happened; null if it is missing.</summary>
    public DateTimeOffset? EmittedAt { get; init; }

    /// <summary>The subscription's id, from the batch; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? SubscriptionId { get; init; }

    /// <summary>The batch's id, which differs if the event comes again with others; null if it is missing.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? DeliveryId { get; init; }
}
