using System.Text.Json.Serialization;

namespace Webhooks.Receiver.Cue;

/// <summary>
/// An event sent by Cue: one of the eight listed types, or a <see cref="CueUnknownEvent"/>. The envelope is as documented
/// (docs.oncue.ad/docs/reference/webhooks, "Webhook Payload Structure").
/// </summary>
public abstract record CueEvent : WebhookObject, IWebhookEvent<CueEvent>
{
    // Only types of this assembly: a switch over them and the unknown event is complete.
    private protected CueEvent()
    {
    }

    /// <summary>Cue, as a provider.</summary>
    public static WebhookProvider<CueEvent> Provider { get; } = new CueProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>The event's id, such as <c>evt_1234567890</c>. Signed, and the same on every retry: it identifies the event.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string Id { get; init; }

    /// <summary>The event's type as on the wire; one of <see cref="CueEventTypes"/> unless the event is unknown.</summary>
    public abstract string Type { get; }

    /// <summary>When the event was created. Documented for every event; null if it is missing.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The version of the API, such as <c>v1</c>. Part of the generic envelope, absent from all published examples.</summary>
    public string? ApiVersion { get; init; }
}
