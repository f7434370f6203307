using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A customer started a flow (<c>flow.session_started</c>).</summary>
public sealed record CubeConnectFlowSessionStarted : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.FlowSessionStarted;

    /// <summary>The customer's number.</summary>
    public string? CustomerPhone { get; init; }

    /// <summary>The flow's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? FlowId { get; init; }
}
