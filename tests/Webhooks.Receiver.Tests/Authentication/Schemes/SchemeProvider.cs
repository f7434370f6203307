using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>A provider with any scheme. Its bodies are JSON with a MessageId.</summary>
internal sealed class SchemeProvider<TEvent>(string name, SignatureScheme scheme, Func<string, TEvent> create) : WebhookProvider<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override string Name => name;

    public override IReadOnlyList<string> Headers => ["X-Token", "X-Signature"];

    public override SignatureScheme Scheme => scheme;

    public override SenderBehavior Sender { get; } = new()
    {
        Deadline = TimeSpan.FromSeconds(5),
        ShortestRetryWindow = TimeSpan.FromHours(1),
        DefaultLease = TimeSpan.FromSeconds(30),
    };

    public override WebhookParseResult<TEvent> Parse(WebhookPayload payload) =>
        ForeignJson.Read(payload.Body) is JsonElement root && root.TryGetProperty("MessageId", out JsonElement id) && id.GetString() is { Length: > 0 } text
            ? WebhookParseResult<TEvent>.Parsed(create(text), DeliveryIdentity.FromSigned(text))
            : WebhookParseResult<TEvent>.Malformed();
}
