using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CueApi;

/// <summary>
/// An authentic alert of an unknown type, or of a known type in a shape that this version cannot read (<see cref="ReadError"/>). All of its
/// JSON is kept.
/// </summary>
public sealed record CueApiUnknownAlert : CueApiAlert, IUnknownWebhookEvent
{
    /// <summary>Creates an alert.</summary>
    /// <param name="type">The alert's type as on the wire.</param>
    public CueApiUnknownAlert(string type) => Type = type;

    /// <inheritdoc cref="CueApiAlert.Type"/>
    [JsonPropertyName("alert_type")]
    public override string Type { get; }

    /// <summary>The whole alert as raw JSON.</summary>
    public required JsonElement Json { get; init; }

    /// <inheritdoc/>
    public WebhookReadError? ReadError { get; init; }
}
