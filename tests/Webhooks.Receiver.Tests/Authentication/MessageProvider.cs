using System.Text.Json;

namespace Webhooks.Receiver.Tests;

/// <summary>A provider with any scheme or authenticator. Its bodies are JSON with a MessageId.</summary>
internal sealed class MessageProvider<TEvent>(
    string name, Func<string, TEvent> create, SignatureScheme? scheme = null, WebhookAuthenticator? authenticator = null) : WebhookProvider<TEvent>
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override string Name => name;

    public override IReadOnlyList<string> Headers => ["X-Token", "X-Signature"];

    public override SignatureScheme? Scheme => scheme;

    public override WebhookAuthenticator? Authenticator => authenticator;

    public override SenderBehavior Sender => SlowSender.Behavior;

    public override WebhookParseResult<TEvent> Parse(WebhookPayload payload) =>
        ForeignJson.Read(payload.Body) is JsonElement root && root.TryGetProperty("MessageId", out JsonElement id) && id.GetString() is { Length: > 0 } text
            ? WebhookParseResult<TEvent>.Parsed(create(text), DeliveryIdentity.FromSigned(text))
            : WebhookParseResult<TEvent>.Malformed();
}
