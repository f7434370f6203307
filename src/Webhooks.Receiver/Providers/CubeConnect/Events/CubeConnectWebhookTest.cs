using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

/// <summary>A test sent from the dashboard (<c>webhook.test</c>).</summary>
public sealed record CubeConnectWebhookTest : CubeConnectEvent
{
    /// <inheritdoc/>
    [JsonPropertyName("event")]
    public override string Type => CubeConnectEventTypes.WebhookTest;
}
