using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A customer completed a flow (<c>flow.session_completed</c>).</summary>
public sealed record CubeConnectFlowSessionCompleted : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.FlowSessionCompleted;

    /// <summary>The customer's number.</summary>
    public string? CustomerPhone { get; init; }

    /// <summary>The flow's id.</summary>
    [JsonConverter(typeof(IdJsonConverter))]
    public string? FlowId { get; init; }
}
