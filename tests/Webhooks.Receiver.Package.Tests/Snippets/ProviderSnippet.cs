#region provider
using System.Text.Json;
using Webhooks.Receiver;
#endregion

namespace Snippets;

#region provider
public sealed record AcmeEvent(string Id, string Type, JsonElement Json) : IWebhookEvent<AcmeEvent>
{
    public static WebhookProvider<AcmeEvent> Provider { get; } = new AcmeProvider();
}

internal sealed class AcmeProvider : WebhookProvider<AcmeEvent>
{
    public override string Name => "acme"; // also its configuration section and, after /webhooks/, its default path

    public override SignatureScheme Scheme { get; } = new() // Acme-Signature: t=1700000000,v1=ab12…
    {
        Header = "Acme-Signature",
        Format = SignatureFormat.List(',', "v1="),
        Timestamp = SignatureTimestamp.InSignatureList("t="),
        SignedContent = [SignedPart.Timestamp, SignedPart.Text("."), SignedPart.Body],
    };

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(10),
        ShortestRetryWindow = TimeSpan.FromHours(1),
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    public override WebhookParseResult<AcmeEvent> Parse(WebhookPayload payload)
    {
        try
        {
            JsonElement json = JsonElement.Parse(payload.Body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var e = new AcmeEvent(json.GetProperty("id").GetString() ?? "", json.GetProperty("type").GetString() ?? "", json);
            return e.Type.Length > 0
                ? WebhookParseResult<AcmeEvent>.Parsed(e, DeliveryIdentity.FromSigned(e.Id))
                : WebhookParseResult<AcmeEvent>.Malformed;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return WebhookParseResult<AcmeEvent>.Malformed; // genuine, but no event: never let an exception quote the body
        }
    }
}
#endregion
