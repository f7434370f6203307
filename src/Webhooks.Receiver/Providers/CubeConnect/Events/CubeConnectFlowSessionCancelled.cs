using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A customer cancelled a flow (<c>flow.session_cancelled</c>).</summary>
public sealed record CubeConnectFlowSessionCancelled : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.FlowSessionCancelled;

    /// <summary>The customer's number.</summary>
    public string? CustomerPhone { get; init; }

    /// <summary>The flow's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? FlowId { get; init; }
}
