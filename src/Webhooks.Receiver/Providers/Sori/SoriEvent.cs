using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Sori;

/// <summary>
/// An event from SORI: an impression, a click, or a <see cref="SoriUnknownEvent"/>. SORI does not sign: anyone who knows the URL can send
/// any event. Do not give a reward for an event alone.
/// </summary>
public abstract record SoriEvent : WebhookObject, IWebhookEvent<SoriEvent>
{
    // Only types of this assembly: a switch over them and the unknown event is complete.
    private protected SoriEvent()
    {
    }

    /// <summary>SORI, as a provider.</summary>
    public static WebhookProvider<SoriEvent> Provider { get; } = new SoriProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>Always false: no part of the event is authenticated.</summary>
    [JsonIgnore]
    public bool IsAuthenticated { get; }

    /// <summary>The event's type as on the wire (its member <c>event_type</c>); one of <see cref="SoriEventTypes"/> unless the event is unknown.</summary>
    [JsonPropertyName("event_type")]
    public abstract string Type { get; }

    /// <summary>The campaign's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? CampaignId { get; init; }

    /// <summary>The campaign's name.</summary>
    public string? CampaignName { get; init; }

    /// <summary>The device's id, which may be that of a session. Personal data: keep it out of logs.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? DeviceId { get; init; }

    /// <summary>The device's platform. The values are not documented.</summary>
    public string? Platform { get; init; }

    /// <summary>When it happened; null if it is missing, UTC if the text has no offset.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
