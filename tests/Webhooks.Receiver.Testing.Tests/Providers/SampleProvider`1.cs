namespace Webhooks.Receiver.Testing.Tests;

/// <inheritdoc/>
public sealed class SampleProvider<TEvent>(IReadOnlyList<string> eventTypes, Func<string, string?, byte[]> create, WebhookReader<TEvent> reader)
    : SampleProvider(TEvent.Provider.Name, eventTypes, create)
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override (WebhookObject? Event, string? Type, IdempotencyKey Key) Receive(byte[] body)
    {
        WebhookProvider provider = TEvent.Provider;
        string url = $"/webhooks/{provider.Name}/{Secret}";
        IReadOnlyList<KeyValuePair<string, string>> headers =
            provider.Scheme is { } scheme ? WebhookSigner.Sign(scheme, Secret, new WebhookRequest("POST", url, [], body)) : [];
        WebhookReadResult<TEvent> read = reader.ReadAll(new WebhookRequest("POST", url, headers, body))[0];
        return read.IsRead ? (read.Event as WebhookObject, read.Event.Type, read.GetKey("samples")) : default;
    }
}
