using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A customer blocked or reported the account (<c>account.quality_event</c>).</summary>
public sealed record CubeConnectAccountQuality : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.AccountQualityEvent;

    /// <summary>What the customer did; its member on the wire is <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public CubeConnectQualityKind? QualityKind { get; init; }

    /// <summary>The customer's number.</summary>
    public string? UserPhone { get; init; }
}
