using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>An alert sent by CueAPI: one of the three known types, or a <see cref="CueApiUnknownAlert"/>. It is sent once, and never again.</summary>
public abstract record CueApiAlert : WebhookObject, IWebhookEvent<CueApiAlert>
{
    // Only types of this assembly: a switch over them and the unknown alert is complete.
    private protected CueApiAlert()
    {
    }

    /// <summary>CueAPI's alerts, as a provider.</summary>
    public static WebhookProvider<CueApiAlert> Provider { get; } = new CueApiAlertProvider();

    /// <inheritdoc/>
    [JsonIgnore]
    public DeliveryIdentity Identity { get; set; }

    /// <summary>The alert's type as on the wire; one of <see cref="CueApiAlertTypes"/> unless the alert is unknown.</summary>
    [JsonPropertyName("alert_type")]
    public abstract string Type { get; }

    /// <summary>The alert's id, a UUID. Signed: it identifies the alert.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public required string AlertId { get; init; }

    /// <summary>How severe it is; null if it is missing.</summary>
    public CueApiAlertSeverity? Severity { get; init; }

    /// <summary>What happened, as a sentence; null if it is missing.</summary>
    public string? Message { get; init; }

    /// <summary>The execution that it is about; null if it is about none.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? ExecutionId { get; init; }

    /// <summary>The cue that it is about; null if it is about none.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? CueId { get; init; }

    /// <summary>When it was created; null if it is missing.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Further values as raw JSON, which differ by type; undefined if they are missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // an undefined element cannot be written
    public JsonElement Metadata { get; init; }
}
