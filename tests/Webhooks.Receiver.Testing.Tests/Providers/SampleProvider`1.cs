namespace Webhooks.Receiver.Testing.Tests;

/// <inheritdoc/>
public sealed class SampleProvider<TEvent>(IReadOnlyList<string> eventTypes, Func<string, string?, byte[]> create, WebhookReader<TEvent> reader)
    : SampleProvider(TEvent.Provider.Name, eventTypes, create)
    where TEvent : class, IWebhookEvent<TEvent>
{
    public override (WebhookObject? Event, string? Type, IdempotencyKey Key) Receive(byte[] body)
    {
        WebhookProvider provider = TEvent.Provider;
        IReadOnlyList<KeyValuePair<string, string>> headers = provider.Scheme is null ? [] : WebhookSigner.Sign<TEvent>(Secret, body);
        WebhookReadResult<TEvent> read = reader.Read(new WebhookRequest("POST", $"/webhooks/{provider.Name}/{Secret}", headers, body));
        return read.IsRead ? (read.Event as WebhookObject, read.Event.Type, read.GetKey("samples")) : default;
    }
}
