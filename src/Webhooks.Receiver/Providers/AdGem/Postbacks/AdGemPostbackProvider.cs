using System.Text.Json;

namespace Webhooks.Receiver.AdGem;

/// <summary>AdGem's server postbacks of version 3. The README in the folder above has the source of each fact.</summary>
internal sealed class AdGemPostbackProvider : JsonWebhookProvider<AdGemPostback>
{
    public const string PostbackType = "postback";

    public AdGemPostbackProvider()
        : base(AdGemPostbackJsonContext.Default, new Dictionary<string, Type> { [PostbackType] = typeof(AdGemConversion) })
    {
    }

    public override string Name => "adgem-postbacks";

    public override string ConfigurationSection => "AdGemPostbacks";

    public override SignatureScheme Scheme { get; } = new() { Header = "Signature" };

    public override SenderBehavior Sender => AdGemProvider.AdGemSender;

    protected override string? TypeMember => null;

    protected override string? FindType(WebhookHeaders headers, JsonElement json) => PostbackType;

    protected override AdGemPostback CreateUnknown(string type, JsonElement json, WebhookReadError? readError) => new AdGemUnknownPostback
    {
        RequestId = JsonBody.GetId(json, "request_id") ?? "", // without an id, the body is malformed
        Timestamp = JsonBody.GetTime(json, "timestamp"),
        Json = json,
        ReadError = readError,
    };

    protected override WebhookParseResult<AdGemPostback> Identify(AdGemPostback webhookEvent, WebhookPayload payload) =>
        WebhookParseResult<AdGemPostback>.Parsed(webhookEvent, DeliveryIdentity.FromSigned(webhookEvent.RequestId), webhookEvent.Timestamp);
}
