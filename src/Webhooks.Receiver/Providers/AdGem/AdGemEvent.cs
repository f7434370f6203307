using System.Text.Json.Serialization;

namespace Webhooks.Receiver.AdGem;

/// <summary>
/// An event sent by AdGem: one of the three offer events, one of the two player events, or an <see cref="AdGemUnknownEvent"/>. Do not credit a
/// player for one: rewards come as <see cref="AdGemPostback"/>.
/// </summary>
public abstract record AdGemEvent : WebhookObject, IWebhookEvent<AdGemEvent>
{
    // Only types of this assembly: a switch over them and the unknown event is complete.
    private protected AdGemEvent()
    {
    }

    /// <summary>AdGem, as a provider.</summary>
    public static WebhookProvider<AdGemEvent> Provider { get; } = new AdGemProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>The event's type as on the wire; one of <see cref="AdGemEventTypes"/> unless the event is unknown.</summary>
    public abstract string Type { get; }

    /// <summary>When the request was generated; null if it is missing. Its sources disagree on the form; UTC if it has no offset.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
