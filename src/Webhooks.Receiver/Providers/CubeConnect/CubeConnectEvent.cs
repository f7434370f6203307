using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>
/// An event sent by CubeConnect: one of twelve types, or a <see cref="CubeConnectUnknownEvent"/>. Events can arrive in another order than
/// they happened.
/// </summary>
public abstract record CubeConnectEvent : WebhookObject, IWebhookEvent<CubeConnectEvent>
{
    // Only types of this assembly: a switch over them and the unknown event is complete.
    private protected CubeConnectEvent()
    {
    }

    /// <summary>CubeConnect, as a provider.</summary>
    public static WebhookProvider<CubeConnectEvent> Provider { get; } = new CubeConnectProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>The event's type as on the wire (its member <c>event</c>); one of <see cref="CubeConnectEventTypes"/> unless the event is unknown.</summary>
    [JsonPropertyName("event")]
    public abstract string Type { get; }

    /// <summary>The CubeConnect tenant's id; sent as a number, and expected to become a string.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? TenantId { get; init; }

    /// <summary>When the event happened; null if it is missing, UTC if the text has no offset.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
