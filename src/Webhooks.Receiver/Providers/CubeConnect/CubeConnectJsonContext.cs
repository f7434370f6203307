using System.Text.Json.Serialization;

namespace Webhooks.Receiver.CubeConnect;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CubeConnectMessageStatusUpdated))]
[JsonSerializable(typeof(CubeConnectMessageReceived))]
[JsonSerializable(typeof(CubeConnectCampaignCreated))]
[JsonSerializable(typeof(CubeConnectCampaignStarted))]
[JsonSerializable(typeof(CubeConnectCampaignCompleted))]
[JsonSerializable(typeof(CubeConnectTemplateSubmitted))]
[JsonSerializable(typeof(CubeConnectTemplateStatusChanged))]
[JsonSerializable(typeof(CubeConnectFlowSessionStarted))]
[JsonSerializable(typeof(CubeConnectFlowSessionCompleted))]
[JsonSerializable(typeof(CubeConnectFlowSessionCancelled))]
[JsonSerializable(typeof(CubeConnectAccountQuality))]
[JsonSerializable(typeof(CubeConnectWebhookTest))]
internal sealed partial class CubeConnectJsonContext : JsonSerializerContext;
